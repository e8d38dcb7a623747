namespace V2G.Iso15118.Messages.XmlDsig;

/// <summary>A signature in a message's header: what was signed, and the value.</summary>
[GlobalElement]
public partial struct Signature
{
    [XmlAttribute, Unbounded] public Text? Id;
    public SignedInfo SignedInfo;
    public SignatureValue SignatureValue;
    public KeyInfo? KeyInfo;
    [Occurs(0, Occurs.Unbounded)] public Many<Object> Object;
}
