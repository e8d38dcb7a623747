using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct DSOCosPhiSetpoint
{
    public RationalNumber DSOCosPhiSetpointValue;
    public RationalNumber? DSOCosPhiSetpointValue_L2;
    public RationalNumber? DSOCosPhiSetpointValue_L3;
    public PowerFactorExcitation Excitation;
    public bool PT1ResponseReactivePower;
    public RationalNumber StepResponseTimeConstantReactivePower;
}
