using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Power over time, from an anchor in seconds since 1970.</summary>
[ComplexType]
public partial struct PowerSchedule
{
    public ulong TimeAnchor;
    public RationalNumber? AvailableEnergy;
    public RationalNumber? PowerTolerance;
    public PowerScheduleEntryList PowerScheduleEntries;
}
