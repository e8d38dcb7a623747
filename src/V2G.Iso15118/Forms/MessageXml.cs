using System.Runtime.InteropServices;
using System.Text;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Forms;

/// <summary>Messages as XML of the standard's namespaces: what other tools read, and what a log can show.</summary>
public static class MessageXml
{
    static readonly (string Ending, string Prefix)[] Prefixes =
    [
        (":CommonTypes", "ct"), (":CommonMessages", "cm"), (":AC", "ac"), (":DC", "dc"), (":AC-DER-IEC", "iec"), (":AC-DER-SAE", "sae"),
        (":WPT", "wpt"), (":ACDP", "acdp"), (":AppProtocol", "ap"), ("xmldsig#", "ds"), (":MsgDef", "def"), (":MsgHeader", "hdr"), (":MsgBody", "body"), (":MsgDataTypes", "types"),
    ];

    /// <summary>The message that a document holds; "" if it holds none.</summary>
    public static string Write(ExiDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.IsEmpty) return "";
        StringBuilder body = new();
        SortedSet<string> uris = new(StringComparer.Ordinal);
        int name = document.RootElement;
        Element(document, document.Root, 0, name, body, uris, isRoot: true);
        string namespaces = string.Concat(uris.Where(u => u.Length > 0).Select(u => $" xmlns:{Prefix(u)}=\"{u}\""));
        return body.Insert(1 + Qualified(name, uris).Length, namespaces).ToString();
    }

    /// <summary>Reads a message; its set follows from the namespaces, or is given.</summary>
    public static MessageSet Read(string xml, ExiDocument document, MessageSet? set = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        FormNode root = XmlParser.Parse(xml);
        MessageSet chosen = set ?? SetOf(root);
        new MessageBuilder(document).Build(ElementOf(chosen, root), root);
        return chosen;
    }

    /// <summary>The element that a node is in a set, with its type in the upper half.</summary>
    internal static uint ElementOf(MessageSet set, FormNode root, bool fragment = false) =>
        (fragment ? null : Find(Grammars.Roots(set), root)) ?? Find(Grammars.Fragments(set), root)
        ?? throw new MessageFormatException($"'{root.Name}'{(root.Uri is { Length: > 0 } uri ? $" of '{uri}'" : "")} is no message of {set}");

    static uint? Find(ReadOnlySpan<uint> elements, FormNode root)
    {
        foreach (uint element in elements)
            if (root.Is((ushort)element) && element >> 16 != Grammars.None) return element;
        return null;
    }

    static MessageSet SetOf(FormNode root)
    {
        if (Mentions(root, "urn:iso:std:iso:15118:-20:AC-DER-IEC")) return MessageSet.AC_DER_IEC;
        if (Mentions(root, "urn:iso:std:iso:15118:-20:AC-DER-SAE")) return MessageSet.AC_DER_SAE;
        // Documents begin with a global element; what is signed may be any element of the set.
        foreach (MessageSet set in Enum.GetValues<MessageSet>())
            if (Find(Grammars.Roots(set), root) is not null) return set;
        foreach (MessageSet set in Enum.GetValues<MessageSet>())
            if (Find(Grammars.Fragments(set), root) is not null) return set;
        throw new MessageFormatException($"'{root.Name}' of '{root.Uri}' is no message that is known");
    }

    static bool Mentions(FormNode node, string uri) => node.Uri == uri || node.Children.Any(c => Mentions(c, uri));

    static void Element(ExiDocument document, int type, int at, int name, StringBuilder xml, SortedSet<string> uris, bool isRoot = false)
    {
        string tag = Qualified(name, uris);
        xml.Append('<').Append(tag);
        TypeRow row = Grammars.Type(type);
        int before = xml.Length;
        for (int i = row.FirstField; i < row.FirstField + row.FieldCount; i++)
        {
            FieldRow field = Grammars.Field(i);
            if (!field.IsAttribute || (field.IsOptional && document.Memory[at + field.Presence] == 0)) continue;
            xml.Append(' ').Append(Qualified(field.Name, uris)).Append("=\"");
            Escape(xml, ScalarText.Format(document, field, at + field.Offset));
            xml.Append('"');
        }
        int open = xml.Length;
        xml.Append('>');
        for (int i = row.FirstField; i < row.FirstField + row.FieldCount; i++)
        {
            FieldRow field = Grammars.Field(i);
            if (field.IsAttribute || field.Group != Grammars.None) continue;
            if (field.IsList) List(document, field, at, xml, uris);
            else if (!field.IsOptional || document.Memory[at + field.Presence] != 0) One(document, field, at + field.Offset, xml, uris);
        }
        if (xml.Length == open + 1 && !isRoot) xml.Insert(open, '/');
        else xml.Append("</").Append(tag).Append('>');
    }

    static void List(ExiDocument document, in FieldRow field, int at, StringBuilder xml, SortedSet<string> uris)
    {
        Many<byte> list = MemoryMarshal.Read<Many<byte>>(document.Memory.AsSpan(at + field.Offset));
        for (int k = 0; k < list.Count; k++)
        {
            int item = list.Offset + k * field.ItemSize;
            if (field.IsInline) Inline(document, field, item, xml, uris);
            else One(document, field, item, xml, uris);
        }
    }

    static void Inline(ExiDocument document, in FieldRow list, int item, StringBuilder xml, SortedSet<string> uris)
    {
        TypeRow row = Grammars.Type(list.Type);
        for (int i = row.FirstField; i < row.FirstField + row.FieldCount; i++)
        {
            FieldRow field = Grammars.Field(i);
            if (document.Memory[item + field.Presence] != 0) One(document, field, item + field.Offset, xml, uris);
        }
    }

    static void One(ExiDocument document, in FieldRow field, int at, StringBuilder xml, SortedSet<string> uris)
    {
        if (field.Kind >= ValueKind.Complex)
        {
            Element(document, field.Type, at, field.Name, xml, uris);
            return;
        }
        string tag = field.IsValue ? "" : Qualified(field.Name, uris);
        if (!field.IsValue) xml.Append('<').Append(tag).Append('>');
        Escape(xml, ScalarText.Format(document, field, at));
        if (!field.IsValue) xml.Append("</").Append(tag).Append('>');
    }

    static string Qualified(int name, SortedSet<string> uris)
    {
        string uri = Grammars.UriOf(name);
        uris.Add(uri);
        return uri.Length == 0 ? Grammars.Name(name) : Prefix(uri) + ":" + Grammars.Name(name);
    }

    static string Prefix(string uri)
    {
        foreach ((string ending, string prefix) in Prefixes)
            if (uri.EndsWith(ending, StringComparison.Ordinal)) return prefix;
        return "n" + uri.Length;
    }

    static void Escape(StringBuilder xml, string text)
    {
        foreach (char c in text)
        {
            _ = c switch
            {
                '<' => xml.Append("&lt;"),
                '>' => xml.Append("&gt;"),
                '&' => xml.Append("&amp;"),
                '"' => xml.Append("&quot;"),
                < ' ' => xml.Append("&#").Append((int)c).Append(';'),
                _ => xml.Append(c),
            };
        }
    }
}
