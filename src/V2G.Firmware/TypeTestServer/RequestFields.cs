using System.Globalization;
using System.Text.Json;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.TypeTestServer;

/// <summary>
/// One JSON object of a request: typed reads that refuse what they can't take, and a list of what nobody has read. A field that is
/// null counts as absent.
/// </summary>
internal sealed class RequestFields
{
    /// <summary>No figure of a test is larger; what is cannot overflow anything behind.</summary>
    public const double LargestNumber = 1e6;

    const int MaxFields = 64, ShownLength = 40;

    readonly string _path;
    readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    readonly HashSet<string> _read = new(StringComparer.Ordinal);
    readonly List<RequestFields> _inner = [];

    RequestFields(string path) => _path = path;

    public static RequestFields Of(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object) throw new RequestRefusal($"{(path.Length == 0 ? "the request" : $"'{path}'")} must be an object, not {Shown(value)}");
        RequestFields fields = new(path.Length == 0 ? "" : path + ".");
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (fields._fields.Count == MaxFields) throw new RequestRefusal($"more than {MaxFields} fields in one object");
            fields._fields[property.Name] = property.Value;
        }
        return fields;
    }

    public bool Has(string name) => _fields.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public double? Number(string name, double min = -LargestNumber, double max = LargestNumber)
    {
        if (Find(name) is not { } value) return null;
        return NumberOf(value, _path + name, min, max);
    }

    public bool? Flag(string name) => Find(name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new RequestRefusal($"'{_path}{name}' must be true or false, not {Shown(value)}"),
    };

    public string? Word(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new RequestRefusal($"'{_path}{name}' must be a string, not {Shown(value)}");
    }

    /// <summary>An object inside; empty where there is none.</summary>
    public RequestFields Inner(string name)
    {
        RequestFields inner = Find(name) is { } value ? Of(value, _path + name) : new(_path + name + ".");
        _inner.Add(inner);
        return inner;
    }

    /// <summary>Three numbers, one for each phase.</summary>
    public double[]? Three(string name, double min, double max)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 3) throw new RequestRefusal($"'{_path}{name}' must be three numbers, not {Shown(value)}");
        return [.. value.EnumerateArray().Select(v => NumberOf(v, _path + name, min, max))];
    }

    /// <summary>What was given and never read, by its path below <paramref name="root"/>.</summary>
    public IEnumerable<string> Unread(string root)
    {
        foreach (string name in _fields.Keys)
            if (!_read.Contains(name)) yield return Short((_path + name)[root.Length..]);
        foreach (RequestFields inner in _inner)
            foreach (string name in inner.Unread(root)) yield return name;
    }

    /// <summary>Refuses fields that are not in the list.</summary>
    public void Only(params ReadOnlySpan<string> known)
    {
        foreach (string name in _fields.Keys)
            if (!known.Contains(name)) throw Unknown("field", name, known.ToArray());
    }

    /// <summary>The refusal of a word that is not in a list.</summary>
    public static RequestRefusal Unknown(string what, string given, string[] known) =>
        new($"unknown {what} '{Short(given)}'{NearestWord.Hint(given, known)}; allowed: {string.Join(", ", known)}");

    JsonElement? Find(string name)
    {
        _read.Add(name);
        return Has(name) ? _fields[name] : null;
    }

    static double NumberOf(JsonElement value, string path, double min, double max)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number)) throw new RequestRefusal($"'{path}' must be a number, not {Shown(value)}");
        if (number >= min && number <= max) return number;
        throw new RequestRefusal(string.Create(CultureInfo.InvariantCulture, $"'{path}' is {Shown(value)}; allowed: {min:0.######} … {max:0.######}"));
    }

    static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Short(value.GetRawText()),
    };

    // A message stays a message, whatever was sent; half a character pair at the cut is dropped.
    static string Short(string text)
    {
        if (text.Length <= ShownLength) return text;
        int cut = char.IsHighSurrogate(text[ShownLength - 1]) ? ShownLength - 1 : ShownLength;
        return text[..cut] + "…";
    }
}
