namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct PnC_ASResAuthorizationMode
{
    [Length(16)] public Base64Binary GenChallenge;
    public SupportedProvidersList? SupportedProviders;
}
