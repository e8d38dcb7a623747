using V2G.Iso15118.Messages.Din70121.MsgDataTypes;
using V2G.Iso15118.Messages.XmlDsig;

namespace V2G.Iso15118.Messages.Din70121.MsgHeader;

/// <summary>Begins every message.</summary>
[ComplexType]
public partial struct MessageHeader
{
    [MaxLength(8)] public HexBinary SessionID;
    public Notification? Notification;
    public Signature? Signature;
}
