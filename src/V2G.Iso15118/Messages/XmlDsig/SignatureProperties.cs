namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement]
public partial struct SignatureProperties
{
    [XmlAttribute, Unbounded] public Text? Id;
    [Occurs(1, Occurs.Unbounded)] public Many<SignatureProperty> SignatureProperty;
}
