namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>Value × 10^Exponent, in the unit that its element's name implies (V, A, W, var, Hz, Wh, s).</summary>
[ComplexType]
public partial struct RationalNumber
{
    public sbyte Exponent;
    public short Value;
}
