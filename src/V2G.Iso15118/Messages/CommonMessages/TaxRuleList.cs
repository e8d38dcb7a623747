namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct TaxRuleList
{
    [Occurs(1, 10)] public Many<TaxRule> TaxRule;
}
