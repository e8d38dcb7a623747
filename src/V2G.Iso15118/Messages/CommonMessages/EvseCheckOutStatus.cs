namespace V2G.Iso15118.Messages.CommonMessages;

public enum EvseCheckOutStatus : byte
{
    Scheduled,
    Completed,
}
