using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>Whether the vehicle sees the supply device that it talks to.</summary>
[GlobalElement]
public partial struct WPT_PairingReq
{
    [Extends] public V2GRequest V2GRequest;
    public Processing EVProcessing;
    [Range(1, 4294967295)] public uint? ObservedIDCode;
    public WPT_EVResult EVResultCode;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> VendorSpecificDataContainer;
}
