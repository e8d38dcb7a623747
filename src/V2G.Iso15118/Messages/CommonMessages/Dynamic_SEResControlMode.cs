namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct Dynamic_SEResControlMode
{
    public uint? DepartureTime;
    [Range(0, 100)] public sbyte? MinimumSOC;
    [Range(0, 100)] public sbyte? TargetSOC;
    [Choice(Optional = true)] public AbsolutePriceSchedule? AbsolutePriceSchedule;
    [Choice(Optional = true)] public PriceLevelSchedule? PriceLevelSchedule;
}
