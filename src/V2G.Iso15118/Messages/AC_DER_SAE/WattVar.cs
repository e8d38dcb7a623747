using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct WattVar
{
    public bool Enable;
    public ushort? Priority;
    public DerUnit xUnit;
    public DerUnit yUnit;
    public CurveDataPointsList CurveDataPoints;
    public CurveDataPointsList? CurveDataPoints_L2;
    public CurveDataPointsList? CurveDataPoints_L3;
    public RationalNumber? OpenLoopResponseTime;
    public uint? TimeConstantPT1;
}
