namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct EVPriceRuleStackList
{
    [Occurs(1, 1024)] public Many<EVPriceRuleStack> EVPriceRuleStack;
}
