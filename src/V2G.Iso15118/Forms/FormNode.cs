namespace V2G.Iso15118.Forms;

/// <summary>An element as people write it, from XML or JSON, before it is anything of the standard.</summary>
internal sealed class FormNode(string name, string? uri)
{
    public string Name { get; } = name;

    /// <summary>Its namespace; null where the form has none (JSON).</summary>
    public string? Uri { get; } = uri;

    public List<FormNode> Attributes { get; } = [];

    public List<FormNode> Children { get; } = [];

    public string Text { get; set; } = "";

    public bool Is(int name) => Name == Grammars.Name(name) && (Uri is null || Uri == Grammars.UriOf(name));
}

/// <summary>What a person wrote is no message: what is wrong, where, and what would be allowed.</summary>
public sealed class MessageFormatException : FormatException
{
    public MessageFormatException(string message)
        : base(message)
    {
    }

    public MessageFormatException()
    {
    }

    public MessageFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
