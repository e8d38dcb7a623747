using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct VoltWatt
{
    public PowerReference PowerReference;
    public RationalNumber UStart;
    public RationalNumber UStop;
    public bool PT1ResponseActivePower;
    public RationalNumber StepResponseTimeConstantActivePower;
    public uint? IntentionalDelayPowerControl;
}
