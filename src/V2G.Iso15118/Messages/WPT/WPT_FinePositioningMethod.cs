namespace V2G.Iso15118.Messages.WPT;

public enum WPT_FinePositioningMethod : byte
{
    Manual,
    LF_TxEV,
    LF_TxPrimaryDevice,
    LPE,
    Proprietary,
}
