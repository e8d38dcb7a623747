using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>Power that the vehicle asks for and gets.</summary>
[GlobalElement]
public partial struct WPT_ChargeLoopReq
{
    [Extends] public ChargeLoopReq ChargeLoopReq;
    public RationalNumber EVPCPowerRequest;
    public RationalNumber EVPCPowerOutput;
    public WPT_EVPCChargeDiagnostics EVPCChargeDiagnostics;
    public RationalNumber? EVPCOperatingFrequency;
    public WPT_EVPCPowerControlParameter? EVPCPowerControlParameter;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> ManufacturerSpecificDataContainer;
}
