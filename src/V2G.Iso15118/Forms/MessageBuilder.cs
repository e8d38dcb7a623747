using System.Runtime.InteropServices;

namespace V2G.Iso15118.Forms;

/// <summary>From nodes to a document: names are looked up in the grammar, values checked against their declarations.</summary>
internal sealed class MessageBuilder(ExiDocument document)
{
    public void Build(uint element, FormNode root)
    {
        int type = (int)(element >> 16);
        document.BeginByHand(type, (ushort)element);
        Fill(type, root, 0, root.Name);
    }

    void Fill(int type, FormNode node, int at, string path)
    {
        TypeRow row = Grammars.Type(type);
        if (node.Uri is not null) CheckOrder(row, node, path);
        HashSet<FormNode> used = [];
        for (int i = row.FirstField; i < row.FirstField + row.FieldCount; i++)
        {
            FieldRow field = Grammars.Field(i);
            if (field.Group != Grammars.None) continue;
            int self = i;
            List<FormNode> found = field.IsValue ? Value(node)
                : field.IsAttribute ? [.. node.Attributes.Where(a => a.Is(field.Name))]
                : field.IsInline && node.Uri is not null ? [.. node.Children.Where(c => IsOfGroup(row, self, c))]
                : [.. node.Children.Where(c => c.Is(field.Name))];
            used.UnionWith(found);
            if (field.IsList) FillList(field, found, at, path);
            else if (found.Count > 1) throw new MessageFormatException($"{path}: '{Grammars.Name(field.Name)}' is there {found.Count} times, once is allowed");
            else if (found.Count == 1) FillOne(field, found[0], at, path);
            else if (!field.IsOptional) throw new MessageFormatException($"{path}: '{Grammars.Name(field.Name)}' is missing");
        }
        if (node.Children.Concat(node.Attributes).FirstOrDefault(c => !used.Contains(c)) is { } unknown)
            throw new MessageFormatException($"{path}: '{unknown.Name}' is not known here; known: {Known(row)}");
    }

    // JSON has a member for a simple content's value, XML has just the text.
    static List<FormNode> Value(FormNode node) => node.Uri is null ? [.. node.Children.Where(c => c.Name == "Value")] : [node];

    static bool IsOfGroup(TypeRow row, int list, FormNode child) =>
        Enumerable.Range(row.FirstField, row.FieldCount).Any(i => Grammars.Field(i).Group == list && child.Is(Grammars.Field(i).Name));

    static string Known(TypeRow row) => string.Join(", ", Enumerable.Range(row.FirstField, row.FieldCount).Select(i => Grammars.Name(Grammars.Field(i).Name)));

    void FillOne(FieldRow field, FormNode node, int at, string path)
    {
        if (field.IsOptional) document.Memory[at + field.Presence] = 1;
        FillValue(field, node, at + field.Offset, $"{path}/{(field.IsAttribute ? "@" : "")}{Grammars.Name(field.Name)}");
    }

    void FillValue(FieldRow field, FormNode node, int at, string path)
    {
        if (field.Kind >= ValueKind.Complex)
        {
            Fill(field.Type, node, at, path);
            return;
        }
        if (node.Children.Count > 0) throw new MessageFormatException($"{path}: a value is wanted, not elements");
        if (ScalarText.Parse(document, field, node.Text, at) is { } wrong) throw new MessageFormatException($"{path}: {wrong}");
    }

    void FillList(FieldRow field, List<FormNode> nodes, int at, string path)
    {
        if (nodes.Count > field.MaxOccurs) throw new MessageFormatException($"{path}: {nodes.Count} of '{Grammars.Name(field.Name)}', at most {field.MaxOccurs} are allowed");
        if (nodes.Count == 0) return;
        int first = document.Reserve(nodes.Count * field.ItemSize);
        document.Memory.AsSpan(first, nodes.Count * field.ItemSize).Clear();
        MemoryMarshal.Write(document.Memory.AsSpan(at + field.Offset), new Many<byte>(first, nodes.Count));
        for (int k = 0; k < nodes.Count; k++)
        {
            string place = $"{path}/{Grammars.Name(field.Name)}[{k}]";
            // In XML an inline list's items have no element of their own: the item is filled from a node around its one child.
            FormNode node = nodes[k];
            if (field.IsInline && node.Uri is not null)
            {
                FormNode around = new("", node.Uri);
                around.Children.Add(node);
                node = around;
            }
            FillValue(field, node, first + k * field.ItemSize, place);
        }
    }

    /// <summary>Elements of XML stand in the standard's order: the same states that bytes are read with.</summary>
    static void CheckOrder(TypeRow row, FormNode node, string path)
    {
        int state = row.Start, last = -1, count = 0;
        // Attributes have no order in XML.
        IEnumerable<FormNode> attributes = node.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal);
        foreach (FormNode child in attributes.Concat(node.Children))
        {
            bool found = false;
            StateRow s = Grammars.State(state);
            for (int code = 0; code < s.Fields && !found; code++)
            {
                uint production = Grammars.Production(s.First + code);
                int index = (ushort)production;
                if (index == Grammars.None || !child.Is(Grammars.Field(index).Name)) continue;
                found = true;
                FieldRow field = Grammars.Field(index);
                count = index == last ? count + 1 : 1;
                last = index;
                state = (int)(production >> 16) + (!field.IsList || field.IsInline ? 0 : count < field.MinOccurs ? 0 : count < field.MaxOccurs ? 1 : 2);
            }
            if (!found) throw new MessageFormatException($"{path}: '{child.Name}' is not expected here; expected: {Expected(s)}");
        }
    }

    static string Expected(StateRow state)
    {
        List<string> names = [];
        for (int code = 0; code < state.Fields; code++)
        {
            int index = (ushort)Grammars.Production(state.First + code);
            if (index != Grammars.None) names.Add(Grammars.Name(Grammars.Field(index).Name));
        }
        if (state.End != 255) names.Add("the end");
        return string.Join(", ", names);
    }
}
