using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct FrequencyWatt
{
    public RationalNumber Fstart;
    public RationalNumber Fstop;
    public ushort? IntentionalDelayFstop;
    public RationalNumber Slope;
    public ushort? DeactivationTime;
    public ushort? IntentionalDelayPowerControl;
    public PowerReference PowerReference;
    public bool HysteresisControl;
    public ushort? PowerUpRamp;
    public bool PT1ResponseActivePower;
    public RationalNumber StepResponseTimeConstantActivePower;
}
