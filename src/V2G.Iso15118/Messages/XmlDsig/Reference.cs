namespace V2G.Iso15118.Messages.XmlDsig;

/// <summary>A signed part, named by its Id, with its digest.</summary>
[GlobalElement]
public partial struct Reference
{
    [XmlAttribute, Unbounded] public Text? Id;
    [XmlAttribute, Unbounded] public Text? URI;
    [XmlAttribute, Unbounded] public Text? Type;
    public Transforms? Transforms;
    public DigestMethod DigestMethod;
    public DigestValue DigestValue;
}
