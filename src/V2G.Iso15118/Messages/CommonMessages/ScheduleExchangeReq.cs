using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>The vehicle's needs: energy and departure; in scheduled mode perhaps an offer to sell.</summary>
[GlobalElement]
public partial struct ScheduleExchangeReq
{
    [Extends] public V2GRequest V2GRequest;
    [Range(12, 1024)] public ushort MaximumSupportingPoints;
    [Choice] public Dynamic_SEReqControlMode? Dynamic_SEReqControlMode;
    [Choice] public Scheduled_SEReqControlMode? Scheduled_SEReqControlMode;
}
