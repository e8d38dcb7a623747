namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement, Mixed, ContentModel("any+")]
public partial struct SignatureProperty
{
    [XmlAttribute, Unbounded] public Text Target;
    [XmlAttribute, Unbounded] public Text? Id;
}
