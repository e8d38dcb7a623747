namespace V2G.Iso15118.Messages.CommonMessages;

public enum ChargeProgress : byte
{
    Start,
    Stop,
    Standby,
    ScheduleRenegotiation,
}
