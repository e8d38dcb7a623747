using System.Text.Json;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Forms;

/// <summary>
/// A row of a vector file: a message as XML and as the bytes that another codec made of it; or damaged bytes with what two other
/// codecs said of them.
/// </summary>
public sealed record VectorRow(string Name, MessageSet Set, byte[] Exi)
{
    /// <summary>The short names of the sets in vector files.</summary>
    static readonly Dictionary<string, MessageSet> Sets = new()
    {
        ["sap"] = MessageSet.AppProtocol,
        ["cm"] = MessageSet.CommonMessages,
        ["ac"] = MessageSet.AC,
        ["dc"] = MessageSet.DC,
        ["acder_iec"] = MessageSet.AC_DER_IEC,
        ["acder_sae"] = MessageSet.AC_DER_SAE,
        ["wpt"] = MessageSet.WPT,
        ["acdp"] = MessageSet.ACDP,
        ["xmldsig"] = MessageSet.XmlDsig,
        ["iso2"] = MessageSet.Iso2,
        ["din"] = MessageSet.Din70121,
    };

    public string? Xml { get; init; }

    /// <summary>The same message with hits of the string table.</summary>
    public byte[]? ExiWithStringTable { get; init; }

    public bool IsFragment { get; init; }

    /// <summary>Damaged on purpose: the verdicts count, not the bytes.</summary>
    public bool IsMalformed { get; init; }

    public bool ExificientAccepts { get; init; }

    public bool Cbv2gAccepts { get; init; }

    /// <summary>A set by its name here or in vector files, in any case.</summary>
    public static bool TryParseSet(string name, out MessageSet set) =>
        Sets.TryGetValue(name, out set) || (Enum.TryParse(name, ignoreCase: true, out set) && Enum.IsDefined(set));

    public static VectorRow Parse(string line)
    {
        using JsonDocument json = Read(line);
        string name = Text(json, "name") ?? "row without a name";
        string set = Text(json, "set") ?? throw new MessageFormatException($"{name}: \"set\" is missing");
        if (!TryParseSet(set, out MessageSet known)) throw new MessageFormatException($"{name}: no set '{set}'; allowed: {string.Join(", ", Sets.Keys)}");
        string? verdict = Text(json, "exificient");
        return new(name, known, Hex(Text(json, "exi_hex") ?? throw new MessageFormatException($"{name}: \"exi_hex\" is missing"), name))
        {
            Xml = Text(json, "xml"),
            ExiWithStringTable = Text(json, "exi_hex_stringtable") is { } hex ? Hex(hex, name) : null,
            IsFragment = json.RootElement.TryGetProperty("fragment", out JsonElement fragment) && fragment.ValueKind == JsonValueKind.True,
            IsMalformed = verdict is not null,
            ExificientAccepts = verdict == "accept",
            Cbv2gAccepts = Text(json, "cbv2g") == "accept",
        };
    }

    static JsonDocument Read(string line)
    {
        try
        {
            JsonDocument json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw new MessageFormatException("a row is a JSON object");
        }
        catch (JsonException e)
        {
            throw new MessageFormatException($"a row is no JSON: {e.Message}", e);
        }
    }

    static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    static byte[] Hex(string text, string name)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException e)
        {
            throw new MessageFormatException($"{name}: no hex digits", e);
        }
    }
}
