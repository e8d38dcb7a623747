namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Contract certificate and encrypted key that the provider signs.</summary>
[GlobalElement]
public partial struct SignedInstallationData
{
    [XmlAttribute, Unbounded] public Text Id;
    public ContractCertificateChain ContractCertificateChain;
    public EcdhCurve ECDHCurve;
    [Length(133)] public Base64Binary DHPublicKey;
    [Choice, Length(94)] public Base64Binary? SECP521_EncryptedPrivateKey;
    [Choice, Length(84)] public Base64Binary? X448_EncryptedPrivateKey;
    [Choice, Length(206)] public Base64Binary? TPM_EncryptedPrivateKey;
}
