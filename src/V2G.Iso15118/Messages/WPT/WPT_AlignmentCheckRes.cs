using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>Power that was transmitted.</summary>
[GlobalElement]
public partial struct WPT_AlignmentCheckRes
{
    [Extends] public V2GResponse V2GResponse;
    public Processing EVSEProcessing;
    public RationalNumber? PowerTransmitted;
    public RationalNumber? SupplyDeviceCurrent;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> VendorSpecificDataContainer;
}
