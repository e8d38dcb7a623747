namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>One tax of a receipt.</summary>
[ComplexType]
public partial struct DetailedTax
{
    [Range(1, 4294967295)] public uint TaxRuleID;
    public RationalNumber Amount;
}
