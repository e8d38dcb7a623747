using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.ACDP;

/// <summary>How far the connection is.</summary>
[GlobalElement]
public partial struct ACDP_ConnectRes
{
    [Extends] public V2GResponse V2GResponse;
    public Processing EVSEProcessing;
    public ElectricalChargingDeviceStatus EVSEElectricalChargingDeviceStatus;
    public MechanicalChargingDeviceStatus EVSEMechanicalChargingDeviceStatus;
}
