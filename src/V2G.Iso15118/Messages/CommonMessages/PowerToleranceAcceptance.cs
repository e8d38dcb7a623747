namespace V2G.Iso15118.Messages.CommonMessages;

public enum PowerToleranceAcceptance : byte
{
    PowerToleranceNotConfirmed,
    PowerToleranceConfirmed,
}
