using V2G.Iso15118.Messages.Iso2.MsgHeader;
using V2G.Iso15118.Messages.Iso2.MsgBody;

namespace V2G.Iso15118.Messages.Iso2.MsgDef;

/// <summary>Every message of ISO 15118-2: a header, and a body of one element.</summary>
[GlobalElement]
public partial struct V2G_Message
{
    public MessageHeader Header;
    public Body Body;
}
