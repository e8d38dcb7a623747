namespace V2G.Iso15118.Exi;

/// <summary>A list of a document: where its items lie side by side in the document's memory.</summary>
public readonly record struct Many<T>(int Offset, int Count)
    where T : unmanaged;
