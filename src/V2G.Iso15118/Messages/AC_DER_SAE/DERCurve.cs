namespace V2G.Iso15118.Messages.AC_DER_SAE;

/// <summary>A curve of a grid function.</summary>
[ComplexType]
public partial struct DERCurve
{
    public bool Enable;
    public ushort? Priority;
    public DerUnit xUnit;
    public DerUnit yUnit;
    public CurveDataPointsList CurveDataPoints;
    public CurveDataPointsList? CurveDataPoints_L2;
    public CurveDataPointsList? CurveDataPoints_L3;
}
