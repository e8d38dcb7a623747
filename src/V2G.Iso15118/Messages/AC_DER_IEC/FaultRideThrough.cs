using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct FaultRideThrough
{
    public RationalNumber VoltageLimitStartFRT;
    public RationalNumber? VoltageLimitStopFRT;
    public RationalNumber? VoltageRecoveryLimit;
    public RationalNumber? VoltageRideThroughPositiveCurveKFactor;
    public RationalNumber? VoltageRideThroughNegativeCurveKFactor;
    public bool PT1ResponseActivePower;
    public RationalNumber StepResponseTimeConstantActivePower;
    public bool PT1ResponseReactivePower;
    public RationalNumber StepResponseTimeConstantReactivePower;
}
