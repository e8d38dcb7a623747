namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement]
public partial struct RetrievalMethod
{
    [XmlAttribute, Unbounded] public Text? URI;
    [XmlAttribute, Unbounded] public Text? Type;
    public Transforms? Transforms;
}
