namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement, ContentModel("(SPKISexp, any?)+")]
public partial struct SPKIData
{
    [Occurs(1, Occurs.Unbounded), Unbounded] public Many<Base64Binary> SPKISexp;
}
