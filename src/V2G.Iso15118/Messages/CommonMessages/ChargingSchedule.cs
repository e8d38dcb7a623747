namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Power over time and its price.</summary>
[ComplexType]
public partial struct ChargingSchedule
{
    public PowerSchedule PowerSchedule;
    [Choice(Optional = true)] public AbsolutePriceSchedule? AbsolutePriceSchedule;
    [Choice(Optional = true)] public PriceLevelSchedule? PriceLevelSchedule;
}
