using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Asks how the session can be authorised.</summary>
[GlobalElement]
public partial struct AuthorizationSetupReq
{
    [Extends] public V2GRequest V2GRequest;
}
