namespace V2G.Iso15118.Messages.AC_DER_IEC;

public enum LockValueUnit : byte
{
    V,
    Hz,
    W,
    s,
    var,
}
