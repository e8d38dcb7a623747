namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement, Mixed, ContentModel("HMACOutputLength?, any*")]
public partial struct SignatureMethod
{
    [XmlAttribute, Unbounded] public Text Algorithm;
    [Unbounded] public Integer? HMACOutputLength;
}
