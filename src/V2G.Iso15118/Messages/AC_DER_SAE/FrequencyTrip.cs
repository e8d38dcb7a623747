namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct FrequencyTrip
{
    public DERCurve OverFrequencyMustTripCurve;
    public DERCurve UnderFrequencyMustTripCurve;
    public DERCurve? OverFrequencyMayTripCurve;
    public DERCurve? UnderFrequencyMayTripCurve;
}
