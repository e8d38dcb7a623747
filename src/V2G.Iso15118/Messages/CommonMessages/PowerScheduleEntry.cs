using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Power for so many seconds.</summary>
[ComplexType]
public partial struct PowerScheduleEntry
{
    public uint Duration;
    public RationalNumber Power;
    public RationalNumber? Power_L2;
    public RationalNumber? Power_L3;
}
