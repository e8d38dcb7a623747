using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.ACDP;

/// <summary>The vehicle's technical state.</summary>
[GlobalElement]
public partial struct ACDP_SystemStatusReq
{
    [Extends] public V2GRequest V2GRequest;
    public EVTechnicalStatus EVTechnicalStatus;
}
