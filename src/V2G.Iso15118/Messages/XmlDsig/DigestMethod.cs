namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement, Mixed, ContentModel("any*")]
public partial struct DigestMethod
{
    [XmlAttribute, Unbounded] public Text Algorithm;
}
