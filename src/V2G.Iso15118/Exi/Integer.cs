namespace V2G.Iso15118.Exi;

/// <summary>
/// A whole number of any size (a certificate's serial number): the first byte in the document's memory is its sign, 1 for negative;
/// the others are its magnitude, most significant first, without leading zeros.
/// </summary>
public readonly record struct Integer(int Offset, int Length);
