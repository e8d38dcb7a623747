using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>Answer to a round of fine positioning.</summary>
[GlobalElement]
public partial struct WPT_FinePositioningRes
{
    [Extends] public V2GResponse V2GResponse;
    public Processing EVSEProcessing;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> VendorSpecificDataContainer;
    public WPT_LF_DataPackageList? WPT_LF_DataPackageList;
}
