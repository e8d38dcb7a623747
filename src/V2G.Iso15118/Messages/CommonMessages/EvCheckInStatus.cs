namespace V2G.Iso15118.Messages.CommonMessages;

public enum EvCheckInStatus : byte
{
    CheckIn,
    Processing,
    Completed,
}
