using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.ACDP;

/// <summary>The device's technical state.</summary>
[GlobalElement]
public partial struct ACDP_SystemStatusRes
{
    [Extends] public V2GResponse V2GResponse;
    public MechanicalChargingDeviceStatus EVSEMechanicalChargingDeviceStatus;
    public bool EVSEReadyToCharge;
    public IsolationStatus EVSEIsolationStatus;
    public bool EVSEDisabled;
    public bool EVSEUtilityInterruptEvent;
    public bool EVSEEmergencyShutdown;
    public bool EVSEMalfunction;
    public bool EVInChargePosition;
    public bool EVAssociationStatus;
}
