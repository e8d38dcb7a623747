using V2G.Iso15118.Messages.XmlDsig;

namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>Root certificates that the vehicle trusts.</summary>
[ComplexType]
public partial struct ListOfRootCertificateIDs
{
    [Occurs(1, 20)] public Many<X509IssuerSerial> RootCertificateID;
}
