using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>The vehicle signs the reading that it has seen.</summary>
[GlobalElement]
public partial struct MeteringConfirmationReq
{
    [Extends] public V2GRequest V2GRequest;
    public SignedMeteringData SignedMeteringData;
}
