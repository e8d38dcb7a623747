using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct DSOQSetpoint
{
    public RationalNumber DSOQSetpointValue;
    public RationalNumber? DSOQSetpointValue_L2;
    public RationalNumber? DSOQSetpointValue_L3;
    public bool PT1ResponseReactivePower;
    public RationalNumber StepResponseTimeConstantReactivePower;
}
