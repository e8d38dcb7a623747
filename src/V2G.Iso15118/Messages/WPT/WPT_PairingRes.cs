using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>Whether they belong together, or who else it might be.</summary>
[GlobalElement]
public partial struct WPT_PairingRes
{
    [Extends] public V2GResponse V2GResponse;
    public Processing EVSEProcessing;
    [Range(1, 4294967295)] public uint? ObservedIDCode;
    public AlternativeSECCList? AlternativeSECCList;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> VendorSpecificDataContainer;
}
