using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Prices in a currency, with taxes, rules for overstaying and further services.</summary>
[ComplexType]
public partial struct AbsolutePriceSchedule
{
    [Extends] public PriceSchedule PriceSchedule;
    [XmlAttribute, Unbounded] public Text? Id;
    [MaxLength(3)] public Text Currency;
    [MaxLength(3)] public Text Language;
    [MaxLength(255)] public Text PriceAlgorithm;
    public RationalNumber? MinimumCost;
    public RationalNumber? MaximumCost;
    public TaxRuleList? TaxRules;
    public PriceRuleStackList PriceRuleStacks;
    public OverstayRuleList? OverstayRules;
    public AdditionalServiceList? AdditionalSelectedServices;
}
