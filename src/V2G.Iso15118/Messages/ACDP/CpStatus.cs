namespace V2G.Iso15118.Messages.ACDP;

public enum CpStatus : byte
{
    StateA,
    StateB,
    StateC,
    StateD,
    StateE,
}
