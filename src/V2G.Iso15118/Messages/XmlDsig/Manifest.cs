namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement]
public partial struct Manifest
{
    [XmlAttribute, Unbounded] public Text? Id;
    [Occurs(1, Occurs.Unbounded)] public Many<Reference> Reference;
}
