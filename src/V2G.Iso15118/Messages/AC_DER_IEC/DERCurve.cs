using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

/// <summary>A curve of a grid function.</summary>
[ComplexType]
public partial struct DERCurve
{
    public CurveDataPointsUnit xUnit;
    public CurveDataPointsUnit yUnit;
    public CurveDataPointsList CurveDataPoints;
    public RationalNumber? MinCosPhi;
    public LockValueUnit? LockValueUnit;
    public RationalNumber? LockInValue;
    public RationalNumber? LockOutValue;
    public bool PT1ResponseReactivePower;
    public RationalNumber StepResponseTimeConstantReactivePower;
    public RationalNumber? IntentionalDelay;
}
