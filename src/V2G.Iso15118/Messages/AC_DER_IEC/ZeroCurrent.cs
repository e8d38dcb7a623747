using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct ZeroCurrent
{
    public RationalNumber? OverVoltageLimit;
    public RationalNumber? UnderVoltageLimit;
    public RationalNumber? OverVoltageRecoveryLimit;
    public RationalNumber? UnderVoltageRecoveryLimit;
    public bool PT1ResponseActivePower;
    public RationalNumber StepResponseTimeConstantActivePower;
    public bool PT1ResponseReactivePower;
    public RationalNumber StepResponseTimeConstantReactivePower;
}
