namespace V2G.Iso15118.Messages.ACDP;

public enum IsolationStatus : byte
{
    Invalid,
    Safe,
    Warning,
    Fault,
}
