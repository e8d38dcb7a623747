namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Prices as levels without a currency.</summary>
[ComplexType]
public partial struct PriceLevelSchedule
{
    [Extends] public PriceSchedule PriceSchedule;
    [XmlAttribute, Unbounded] public Text? Id;
    public byte NumberOfPriceLevels;
    public PriceLevelScheduleEntryList PriceLevelScheduleEntries;
}
