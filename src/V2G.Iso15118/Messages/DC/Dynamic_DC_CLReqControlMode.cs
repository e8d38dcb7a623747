using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct Dynamic_DC_CLReqControlMode
{
    [Extends] public Dynamic_CLReqControlMode Dynamic_CLReqControlMode;
    public RationalNumber EVMaximumChargePower;
    public RationalNumber EVMinimumChargePower;
    public RationalNumber EVMaximumChargeCurrent;
    public RationalNumber EVMaximumVoltage;
    public RationalNumber EVMinimumVoltage;
}
