using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Authorises the session by external means or by a contract certificate; sent again until the station is done.</summary>
[GlobalElement]
public partial struct AuthorizationReq
{
    [Extends] public V2GRequest V2GRequest;
    public Authorization SelectedAuthorizationService;
    [Choice] public EIM_AReqAuthorizationMode? EIM_AReqAuthorizationMode;
    [Choice] public PnC_AReqAuthorizationMode? PnC_AReqAuthorizationMode;
}
