using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Starts, stops or renegotiates the transfer of power; carries the profile that the vehicle means to follow.</summary>
[GlobalElement]
public partial struct PowerDeliveryReq
{
    [Extends] public V2GRequest V2GRequest;
    public Processing EVProcessing;
    public ChargeProgress ChargeProgress;
    public EVPowerProfile? EVPowerProfile;
    public ChannelSelection? BPT_ChannelSelection;
}
