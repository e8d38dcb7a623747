namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement, Mixed, ContentModel("(any | XPath)*")]
public partial struct Transform
{
    [XmlAttribute, Unbounded] public Text Algorithm;
    [Occurs(0, Occurs.Unbounded), Unbounded] public Many<Text> XPath;
}
