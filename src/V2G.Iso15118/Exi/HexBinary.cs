namespace V2G.Iso15118.Exi;

/// <summary>Bytes of a document, written as hex digits in XML.</summary>
public readonly record struct HexBinary(int Offset, int Length);
