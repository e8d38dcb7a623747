using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>Power that the supply device gives and can give.</summary>
[GlobalElement]
public partial struct WPT_ChargeLoopRes
{
    [Extends] public ChargeLoopRes ChargeLoopRes;
    public RationalNumber EVPCPowerRequest;
    public RationalNumber? SDPowerInput;
    public RationalNumber SPCMaxOutputPowerLimit;
    public RationalNumber SPCMinOutputPowerLimit;
    public WPT_SPCChargeDiagnostics SPCChargeDiagnostics;
    public RationalNumber? SPCOperatingFrequency;
    public WPT_SPCPowerControlParameter? SPCPowerControlParameter;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> ManufacturerSpecificDataContainer;
}
