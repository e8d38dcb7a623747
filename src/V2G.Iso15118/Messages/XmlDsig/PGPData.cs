namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement, ContentModel("(PGPKeyID, PGPKeyPacket?, any*) | (PGPKeyPacket, any*)")]
public partial struct PGPData
{
    [Unbounded] public Base64Binary? PGPKeyID;
    [Unbounded] public Base64Binary? PGPKeyPacket;
}
