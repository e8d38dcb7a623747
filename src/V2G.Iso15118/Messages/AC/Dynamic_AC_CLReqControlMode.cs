using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC;

[GlobalElement]
public partial struct Dynamic_AC_CLReqControlMode
{
    [Extends] public Dynamic_CLReqControlMode Dynamic_CLReqControlMode;
    public RationalNumber EVMaximumChargePower;
    public RationalNumber? EVMaximumChargePower_L2;
    public RationalNumber? EVMaximumChargePower_L3;
    public RationalNumber EVMinimumChargePower;
    public RationalNumber? EVMinimumChargePower_L2;
    public RationalNumber? EVMinimumChargePower_L3;
    public RationalNumber EVPresentActivePower;
    public RationalNumber? EVPresentActivePower_L2;
    public RationalNumber? EVPresentActivePower_L3;
    public RationalNumber EVPresentReactivePower;
    public RationalNumber? EVPresentReactivePower_L2;
    public RationalNumber? EVPresentReactivePower_L3;
}
