using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.ACDP;

/// <summary>Asks the device to connect.</summary>
[GlobalElement]
public partial struct ACDP_ConnectReq
{
    [Extends] public V2GRequest V2GRequest;
    public ElectricalChargingDeviceStatus EVElectricalChargingDeviceStatus;
}
