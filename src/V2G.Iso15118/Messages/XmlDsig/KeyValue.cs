namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement, Mixed, ContentModel("DSAKeyValue | RSAKeyValue | any")]
public partial struct KeyValue
{
    public DSAKeyValue? DSAKeyValue;
    public RSAKeyValue? RSAKeyValue;
}
