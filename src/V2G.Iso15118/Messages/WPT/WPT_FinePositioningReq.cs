using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>One round of fine positioning.</summary>
[GlobalElement]
public partial struct WPT_FinePositioningReq
{
    [Extends] public V2GRequest V2GRequest;
    public Processing EVProcessing;
    public WPT_EVResult EVResultCode;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> VendorSpecificDataContainer;
    public WPT_LF_DataPackageList? WPT_LF_DataPackageList;
}
