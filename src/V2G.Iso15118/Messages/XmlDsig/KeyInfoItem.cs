namespace V2G.Iso15118.Messages.XmlDsig;

/// <summary>One of the ways to name a key.</summary>
[ComplexType, ContentModel("KeyName | KeyValue | RetrievalMethod | X509Data | PGPData | SPKIData | MgmtData | any")]
public partial struct KeyInfoItem
{
    public KeyName? KeyName;
    public KeyValue? KeyValue;
    public RetrievalMethod? RetrievalMethod;
    public X509Data? X509Data;
    public PGPData? PGPData;
    public SPKIData? SPKIData;
    public MgmtData? MgmtData;
}
