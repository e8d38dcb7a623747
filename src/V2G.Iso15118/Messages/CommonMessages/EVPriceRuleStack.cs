namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct EVPriceRuleStack
{
    public uint Duration;
    [Occurs(1, 8)] public Many<EVPriceRule> EVPriceRule;
}
