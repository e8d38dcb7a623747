using V2G.Iso15118.Messages.Din70121.MsgDataTypes;

namespace V2G.Iso15118.Messages.Din70121.MsgBody;

/// <summary>The session is new or resumed, or refused.</summary>
[GlobalElement]
public partial struct SessionSetupRes
{
    public ResponseCode ResponseCode;
    [MaxLength(32)] public HexBinary EVSEID;
    public long? DateTimeNow;
}
