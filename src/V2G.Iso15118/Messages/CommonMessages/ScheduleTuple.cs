namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Limits for charging and, where power flows both ways, for discharging.</summary>
[ComplexType]
public partial struct ScheduleTuple
{
    [Range(1, 4294967295)] public uint ScheduleTupleID;
    public ChargingSchedule ChargingSchedule;
    public ChargingSchedule? DischargingSchedule;
}
