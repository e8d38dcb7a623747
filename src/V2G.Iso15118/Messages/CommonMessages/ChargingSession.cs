namespace V2G.Iso15118.Messages.CommonMessages;

public enum ChargingSession : byte
{
    Pause,
    Terminate,
    ServiceRenegotiation,
}
