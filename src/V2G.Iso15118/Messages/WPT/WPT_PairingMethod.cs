namespace V2G.Iso15118.Messages.WPT;

public enum WPT_PairingMethod : byte
{
    [Literal("External confirmation")]
    External_confirmation,
    LPE,
    LF_TxEV,
    LF_TxPrimaryDevice,
    Optical,
    Proprietary,
}
