namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement]
public partial struct X509Data
{
    [Inline, Occurs(1, Occurs.Unbounded)] public Many<X509DataItem> Items;
}
