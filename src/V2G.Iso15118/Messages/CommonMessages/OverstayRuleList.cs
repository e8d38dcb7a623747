using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct OverstayRuleList
{
    public uint? OverstayTimeThreshold;
    public RationalNumber? OverstayPowerThreshold;
    [Occurs(1, 5)] public Many<OverstayRule> OverstayRule;
}
