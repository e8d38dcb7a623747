namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct EVPowerSchedule
{
    public ulong TimeAnchor;
    public EVPowerScheduleEntryList EVPowerScheduleEntries;
}
