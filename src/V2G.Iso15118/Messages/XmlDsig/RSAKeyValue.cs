namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement]
public partial struct RSAKeyValue
{
    [Unbounded] public Base64Binary Modulus;
    [Unbounded] public Base64Binary Exponent;
}
