namespace V2G.Iso15118.Messages.CommonMessages;

public enum Authorization : byte
{
    EIM,
    PnC,
}
