namespace V2G.Iso15118.Messages.XmlDsig;

/// <summary>The signature itself.</summary>
[GlobalElement]
public partial struct SignatureValue
{
    [XmlAttribute, Unbounded] public Text? Id;
    [Value, Unbounded] public Base64Binary Value;
}
