using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct Scheduled_DC_CLReqControlMode
{
    [Extends] public Scheduled_CLReqControlMode Scheduled_CLReqControlMode;
    public RationalNumber EVTargetCurrent;
    public RationalNumber EVTargetVoltage;
    public RationalNumber? EVMaximumChargePower;
    public RationalNumber? EVMinimumChargePower;
    public RationalNumber? EVMaximumChargeCurrent;
    public RationalNumber? EVMaximumVoltage;
    public RationalNumber? EVMinimumVoltage;
}
