namespace V2G.Iso15118.Messages.AC_DER_IEC;

public enum PowerFactorExcitation : byte
{
    OverExcited,
    UnderExcited,
}
