namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct VoltageTrip
{
    public DERCurve OverVoltageMustTripCurve;
    public DERCurve UnderVoltageMustTripCurve;
    public DERCurve? OverVoltageMomentaryCessationTripCurve;
    public DERCurve? UnderVoltageMomentaryCessationTripCurve;
    public DERCurve? OverVoltageMayTripCurve;
    public DERCurve? UnderVoltageMayTripCurve;
}
