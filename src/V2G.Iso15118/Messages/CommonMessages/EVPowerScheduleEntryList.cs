namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct EVPowerScheduleEntryList
{
    [Occurs(1, 1024)] public Many<EVPowerScheduleEntry> EVPowerScheduleEntry;
}
