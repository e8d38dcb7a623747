using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>The supply device's limits.</summary>
[GlobalElement]
public partial struct WPT_ChargeParameterDiscoveryRes
{
    [Extends] public V2GResponse V2GResponse;
    public WPT_PowerClass PDInputPowerClass;
    public RationalNumber SDMinOutputPower;
    public RationalNumber SDMaxOutputPower;
    public ushort SDMaxGroundClearanceSupport;
    public ushort SDMinGroundClearanceSupport;
    public RationalNumber PDMinCoilCurrent;
    public RationalNumber PDMaxCoilCurrent;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> SDManufacturerSpecificDataContainer;
}
