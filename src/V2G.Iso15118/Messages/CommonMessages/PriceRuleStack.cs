namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Price rules for so many seconds.</summary>
[ComplexType]
public partial struct PriceRuleStack
{
    public uint Duration;
    [Occurs(1, 8)] public Many<PriceRule> PriceRule;
}
