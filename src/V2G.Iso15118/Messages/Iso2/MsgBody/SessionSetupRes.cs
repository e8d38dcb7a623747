using V2G.Iso15118.Messages.Iso2.MsgDataTypes;

namespace V2G.Iso15118.Messages.Iso2.MsgBody;

/// <summary>The session is new or resumed, or refused.</summary>
[GlobalElement]
public partial struct SessionSetupRes
{
    public ResponseCode ResponseCode;
    [MinLength(7), MaxLength(37)] public Text EVSEID;
    public long? EVSETimeStamp;
}
