namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement, Mixed, ContentModel("any*")]
public partial struct Object
{
    [XmlAttribute, Unbounded] public Text? Id;
    [XmlAttribute, Unbounded] public Text? MimeType;
    [XmlAttribute, Unbounded] public Text? Encoding;
}
