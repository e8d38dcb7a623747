using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Ends, pauses or renegotiates the session.</summary>
[GlobalElement]
public partial struct SessionStopReq
{
    [Extends] public V2GRequest V2GRequest;
    public ChargingSession ChargingSession;
    [MaxLength(80)] public Text? EVTerminationCode;
    [MaxLength(160)] public Text? EVTerminationExplanation;
}
