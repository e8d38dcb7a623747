namespace V2G.Iso15118.Messages.AC_DER_IEC;

public enum CurveDataPointsUnit : byte
{
    V,
    Hz,
    W,
    s,
    var,
}
