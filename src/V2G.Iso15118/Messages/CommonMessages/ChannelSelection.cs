namespace V2G.Iso15118.Messages.CommonMessages;

public enum ChannelSelection : byte
{
    Charge,
    Discharge,
}
