namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct CurveDataPointsList
{
    [Occurs(2, 10)] public Many<DataTuple> CurveDataPoint;
}
