namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct EVPowerProfileEntryList
{
    [Occurs(1, 2048)] public Many<PowerScheduleEntry> EVPowerProfileEntry;
}
