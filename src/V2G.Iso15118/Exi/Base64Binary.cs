namespace V2G.Iso15118.Exi;

/// <summary>Bytes of a document, written in base 64 in XML.</summary>
public readonly record struct Base64Binary(int Offset, int Length);
