namespace V2G.Iso15118.Exi;

/// <summary>A string of a document: where its UTF-8 lies in the document's memory.</summary>
public readonly record struct Text(int Offset, int Length)
{
    public bool IsEmpty => Length == 0;
}
