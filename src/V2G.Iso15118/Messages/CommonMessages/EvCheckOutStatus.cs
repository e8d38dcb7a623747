namespace V2G.Iso15118.Messages.CommonMessages;

public enum EvCheckOutStatus : byte
{
    CheckOut,
    Processing,
    Completed,
}
