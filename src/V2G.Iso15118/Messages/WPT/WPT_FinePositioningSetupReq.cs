using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>Methods of positioning, pairing and checking that the vehicle knows.</summary>
[GlobalElement]
public partial struct WPT_FinePositioningSetupReq
{
    [Extends] public V2GRequest V2GRequest;
    public Processing EVProcessing;
    public WPT_FinePositioningMethodList EVDeviceFinePositioningMethodList;
    public WPT_PairingMethodList EVDevicePairingMethodList;
    public WPT_AlignmentCheckMethodList EVDeviceAlignmentCheckMethodList;
    public ushort NaturalOffset;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> VendorSpecificDataContainer;
    public WPT_LF_SystemSetupData? LF_SystemSetupData;
}
