using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>The vehicle leaves or says when it will.</summary>
[GlobalElement]
public partial struct VehicleCheckOutReq
{
    [Extends] public V2GRequest V2GRequest;
    public EvCheckOutStatus EVCheckOutStatus;
    public ulong CheckOutTime;
}
