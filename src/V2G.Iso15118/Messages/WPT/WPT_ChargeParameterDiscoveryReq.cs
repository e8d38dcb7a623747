using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>The vehicle device's limits.</summary>
[GlobalElement]
public partial struct WPT_ChargeParameterDiscoveryReq
{
    [Extends] public V2GRequest V2GRequest;
    public RationalNumber EVPCMaxReceivablePower;
    public ushort SDMaxGroundClearence;
    public ushort SDMinGroundClearence;
    public RationalNumber EVPCNaturalFrequency;
    public bool EVPCDeviceLocalControl;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> VendorSpecificDataContainer;
}
