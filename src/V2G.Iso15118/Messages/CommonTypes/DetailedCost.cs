namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>One cost of a receipt.</summary>
[ComplexType]
public partial struct DetailedCost
{
    public RationalNumber Amount;
    public RationalNumber CostPerUnit;
}
