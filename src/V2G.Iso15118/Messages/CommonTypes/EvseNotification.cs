namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What the station may ask for at any time.</summary>
public enum EvseNotification : byte
{
    Pause,
    ExitStandby,
    Terminate,
    ScheduleRenegotiation,
    ServiceRenegotiation,
    MeteringConfirmation,
}
