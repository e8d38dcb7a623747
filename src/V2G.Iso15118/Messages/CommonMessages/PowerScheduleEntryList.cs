namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct PowerScheduleEntryList
{
    [Occurs(1, 1024)] public Many<PowerScheduleEntry> PowerScheduleEntry;
}
