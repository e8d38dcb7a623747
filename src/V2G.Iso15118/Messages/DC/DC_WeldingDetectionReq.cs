using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>Asks for the voltage after opening its contactors.</summary>
[GlobalElement]
public partial struct DC_WeldingDetectionReq
{
    [Extends] public V2GRequest V2GRequest;
    public Processing EVProcessing;
}
