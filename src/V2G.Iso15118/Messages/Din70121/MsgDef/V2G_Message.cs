using V2G.Iso15118.Messages.Din70121.MsgHeader;

namespace V2G.Iso15118.Messages.Din70121.MsgDef;

/// <summary>Every message of DIN 70121: a header, and a body of one element.</summary>
[GlobalElement]
public partial struct V2G_Message
{
    public MessageHeader Header;
    public Body Body;
}
