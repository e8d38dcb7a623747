namespace V2G.Iso15118.Messages.XmlDsig;

/// <summary>A certificate by its issuer and number.</summary>
[ComplexType]
public partial struct X509IssuerSerial
{
    [Unbounded] public Text X509IssuerName;
    [Unbounded] public Integer X509SerialNumber;
}
