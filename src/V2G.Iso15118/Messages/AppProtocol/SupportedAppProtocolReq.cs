namespace V2G.Iso15118.Messages.AppProtocol;

/// <summary>The vehicle offers the protocols that it speaks, each with a priority of its own (1 is its first wish).</summary>
[GlobalElement("supportedAppProtocolReq")]
public partial struct SupportedAppProtocolReq
{
    [Occurs(1, 20)] public Many<AppProtocol> AppProtocol;
}
