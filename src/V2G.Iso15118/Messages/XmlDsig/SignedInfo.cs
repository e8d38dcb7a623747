namespace V2G.Iso15118.Messages.XmlDsig;

/// <summary>Digests of the signed parts; encoded as a fragment of its own, it is what the signature is computed over.</summary>
[GlobalElement]
public partial struct SignedInfo
{
    [XmlAttribute, Unbounded] public Text? Id;
    public CanonicalizationMethod CanonicalizationMethod;
    public SignatureMethod SignatureMethod;
    [Occurs(1, Occurs.Unbounded)] public Many<Reference> Reference;
}
