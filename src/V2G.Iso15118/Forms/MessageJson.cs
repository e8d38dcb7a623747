using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Forms;

/// <summary>
/// Messages as JSON: {"set": "DC", "message": "DC_PreChargeReq", "value": {…}}. Members are elements under their names; attributes
/// begin with "@"; lists are arrays. An element that stands alone is a "fragment" and says its namespace.
/// </summary>
public static class MessageJson
{
    /// <summary>The message that a document holds.</summary>
    public static string Write(MessageSet set, ExiDocument document, bool indented = false, bool fragment = false)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("set", set.ToString());
            json.WriteString(fragment ? "fragment" : "message", document.RootName);
            // Two schemas of a set may have an element of the same name; of messages there are no two.
            if (fragment) json.WriteString("namespace", Grammars.UriOf(document.RootElement));
            json.WritePropertyName("value");
            if (document.IsEmpty) json.WriteNullValue();
            else Element(document, document.Root, 0, json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a message; the set and whether it is a fragment stand beside it.</summary>
    public static (MessageSet Set, bool IsFragment) Read(string text, ExiDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using JsonDocument json = Parse(text);
        if (json.RootElement.ValueKind != JsonValueKind.Object) throw new MessageFormatException("an object is wanted: {\"set\", \"message\", \"value\"}");
        string? setName = Member(json.RootElement, "set"), fragment = Member(json.RootElement, "fragment"), message = Member(json.RootElement, "message") ?? fragment;
        if (message is null || !json.RootElement.TryGetProperty("value", out JsonElement value)) throw new MessageFormatException("\"message\" or \"value\" is missing");
        if (!Enum.TryParse(setName, out MessageSet set) || !Enum.IsDefined(set))
            throw new MessageFormatException($"\"set\": '{setName}' is not allowed; allowed: {string.Join(", ", Enum.GetNames<MessageSet>())}");
        FormNode root = new(message, null);
        Fill(root, value);
        uint element = MessageXml.ElementOf(set, new(message, Member(json.RootElement, "namespace")), fragment is not null);
        new MessageBuilder(document).Build(element, root);
        return (set, fragment is not null);
    }

    static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new MessageFormatException($"no JSON: {e.Message}", e);
        }
    }

    static void Fill(FormNode node, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            node.Text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
            return;
        }
        foreach (JsonProperty member in json.EnumerateObject())
        {
            bool attribute = member.Name.StartsWith('@');
            bool list = member.Value.ValueKind == JsonValueKind.Array;
            foreach (JsonElement item in list ? [.. member.Value.EnumerateArray()] : new[] { member.Value })
            {
                FormNode child = new(attribute ? member.Name[1..] : member.Name, null);
                Fill(child, item);
                (attribute ? node.Attributes : node.Children).Add(child);
            }
        }
    }

    static void Element(ExiDocument document, int type, int at, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        TypeRow row = Grammars.Type(type);
        for (int i = row.FirstField; i < row.FirstField + row.FieldCount; i++)
        {
            FieldRow field = Grammars.Field(i);
            if (field.Group != Grammars.None || (field.IsOptional && document.Memory[at + field.Presence] == 0)) continue;
            Many<byte> list = field.IsList ? MemoryMarshal.Read<Many<byte>>(document.Memory.AsSpan(at + field.Offset)) : default;
            if (field.IsList && list.Count == 0) continue;
            json.WritePropertyName((field.IsAttribute ? "@" : "") + Grammars.Name(field.Name));
            if (!field.IsList)
            {
                One(document, field, at + field.Offset, json);
                continue;
            }
            json.WriteStartArray();
            for (int k = 0; k < list.Count; k++) One(document, field, list.Offset + k * field.ItemSize, json);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    static void One(ExiDocument document, in FieldRow field, int at, Utf8JsonWriter json)
    {
        if (field.Kind >= ValueKind.Complex)
        {
            Element(document, field.Type, at, json);
            return;
        }
        string text = ScalarText.Format(document, field, at);
        if (field.Kind is ValueKind.Bits or ValueKind.Signed or ValueKind.Unsigned or ValueKind.Boolean) json.WriteRawValue(text);
        else json.WriteStringValue(text);
    }
}
