using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

/// <summary>Asks for a little power to see whether the coils are aligned.</summary>
[GlobalElement]
public partial struct WPT_AlignmentCheckReq
{
    [Extends] public V2GRequest V2GRequest;
    public Processing EVProcessing;
    public RationalNumber? TargetCoilCurrent;
    public WPT_EVResult EVResultCode;
    [Occurs(0, 16), MaxLength(256)] public Many<Base64Binary> VendorSpecificDataContainer;
}
