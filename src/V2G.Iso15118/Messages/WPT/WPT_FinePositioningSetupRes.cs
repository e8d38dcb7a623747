using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>Those that the supply device knows.</summary>
[GlobalElement]
public partial struct WPT_FinePositioningSetupRes
{
    [Extends] public V2GResponse V2GResponse;
    public WPT_FinePositioningMethodList PrimaryDeviceFinePositioningMethodList;
    public WPT_PairingMethodList PrimaryDevicePairingMethodList;
    public WPT_AlignmentCheckMethodList PrimaryDeviceAlignmentCheckMethodList;
    public ushort NaturalOffset;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> VendorSpecificDataContainer;
    public WPT_LF_SystemSetupData? LF_SystemSetupData;
}
