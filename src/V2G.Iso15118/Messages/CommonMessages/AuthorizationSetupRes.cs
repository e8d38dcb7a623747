using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Ways of authorisation, with a challenge for Plug and Charge.</summary>
[GlobalElement]
public partial struct AuthorizationSetupRes
{
    [Extends] public V2GResponse V2GResponse;
    [Occurs(1, 2)] public Many<Authorization> AuthorizationServices;
    public bool CertificateInstallationService;
    [Choice] public EIM_ASResAuthorizationMode? EIM_ASResAuthorizationMode;
    [Choice] public PnC_ASResAuthorizationMode? PnC_ASResAuthorizationMode;
}
