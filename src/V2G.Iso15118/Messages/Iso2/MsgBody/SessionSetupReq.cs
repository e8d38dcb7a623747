namespace V2G.Iso15118.Messages.Iso2.MsgBody;

/// <summary>Begins or resumes a session; the vehicle names itself by its MAC address.</summary>
[GlobalElement]
public partial struct SessionSetupReq
{
    [MaxLength(6)] public HexBinary EVCCID;
}
