using V2G.Iso15118.Messages.XmlDsig;

namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>Begins every message: the session, the sender's clock in seconds since 1970, and a signature where one is asked for.</summary>
[ComplexType]
public partial struct MessageHeader
{
    [Length(8)] public HexBinary SessionID;
    public ulong TimeStamp;
    public Signature? Signature;
}
