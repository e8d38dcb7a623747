namespace V2G.Iso15118.Messages.XmlDsig;

/// <summary>One of the ways to name a certificate.</summary>
[ComplexType, ContentModel("X509IssuerSerial | X509SKI | X509SubjectName | X509Certificate | X509CRL | any")]
public partial struct X509DataItem
{
    public X509IssuerSerial? X509IssuerSerial;
    [Unbounded] public Base64Binary? X509SKI;
    [Unbounded] public Text? X509SubjectName;
    [Unbounded] public Base64Binary? X509Certificate;
    [Unbounded] public Base64Binary? X509CRL;
}
