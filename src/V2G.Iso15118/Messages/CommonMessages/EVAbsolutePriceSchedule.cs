namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct EVAbsolutePriceSchedule
{
    public ulong TimeAnchor;
    [MaxLength(3)] public Text Currency;
    [MaxLength(255)] public Text PriceAlgorithm;
    public EVPriceRuleStackList EVPriceRuleStacks;
}
