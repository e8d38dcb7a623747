namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement]
public partial struct DigestValue
{
    [Value, Unbounded] public Base64Binary Value;
}
