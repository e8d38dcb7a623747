namespace V2G.Iso15118.Messages.XmlDsig;

/// <summary>Which key was used.</summary>
[GlobalElement, Mixed]
public partial struct KeyInfo
{
    [XmlAttribute, Unbounded] public Text? Id;
    [Inline, Occurs(1, Occurs.Unbounded)] public Many<KeyInfoItem> Items;
}
