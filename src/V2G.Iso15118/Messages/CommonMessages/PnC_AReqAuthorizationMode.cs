namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct PnC_AReqAuthorizationMode
{
    [XmlAttribute, Unbounded] public Text Id;
    [Length(16)] public Base64Binary GenChallenge;
    public ContractCertificateChain ContractCertificateChain;
}
