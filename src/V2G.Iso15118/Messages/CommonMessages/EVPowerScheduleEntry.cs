using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct EVPowerScheduleEntry
{
    public uint Duration;
    public RationalNumber Power;
}
