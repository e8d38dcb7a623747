using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>A tax and what it applies to.</summary>
[ComplexType]
public partial struct TaxRule
{
    [Range(1, 4294967295)] public uint TaxRuleID;
    [MaxLength(80)] public Text? TaxRuleName;
    public RationalNumber TaxRate;
    public bool? TaxIncludedInPrice;
    public bool AppliesToEnergyFee;
    public bool AppliesToParkingFee;
    public bool AppliesToOverstayFee;
    public bool AppliesMinimumMaximumCost;
}
