using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Whether the authorisation is done.</summary>
[GlobalElement]
public partial struct AuthorizationRes
{
    [Extends] public V2GResponse V2GResponse;
    public Processing EVSEProcessing;
}
