namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct CertificateChain
{
    [MaxLength(1600)] public Base64Binary Certificate;
    public SubCertificates? SubCertificates;
}
