namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct ReactivePowerSupport
{
    [Choice] public DERCurve? VoltVar;
    [Choice] public DERCurve? WattVar;
    [Choice] public DERCurve? WattCosPhi;
}
