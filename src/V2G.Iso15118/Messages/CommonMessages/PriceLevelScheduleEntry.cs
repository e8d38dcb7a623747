namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct PriceLevelScheduleEntry
{
    public uint Duration;
    public byte PriceLevel;
}
