using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>A fee for standing longer than agreed.</summary>
[ComplexType]
public partial struct OverstayRule
{
    [MaxLength(160)] public Text? OverstayRuleDescription;
    public uint StartTime;
    public RationalNumber OverstayFee;
    public uint OverstayFeePeriod;
}
