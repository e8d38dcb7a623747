namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>What both kinds of price schedule begin with.</summary>
[ComplexType]
public partial struct PriceSchedule
{
    public ulong TimeAnchor;
    [Range(1, 4294967295)] public uint PriceScheduleID;
    [MaxLength(160)] public Text? PriceScheduleDescription;
}
