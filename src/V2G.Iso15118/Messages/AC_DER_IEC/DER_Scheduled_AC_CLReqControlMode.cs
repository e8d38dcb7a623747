using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

[GlobalElement]
public partial struct DER_Scheduled_AC_CLReqControlMode
{
    [Extends] public Scheduled_AC_CLReqControlMode Scheduled_AC_CLReqControlMode;
    public RationalNumber EVMaximumDischargePower;
    public RationalNumber? EVMaximumDischargePower_L2;
    public RationalNumber? EVMaximumDischargePower_L3;
    public RationalNumber EVMinimumDischargePower;
    public RationalNumber? EVMinimumDischargePower_L2;
    public RationalNumber? EVMinimumDischargePower_L3;
    public RationalNumber? EVMaximumChargeReactivePower;
    public RationalNumber? EVMaximumChargeReactivePower_L2;
    public RationalNumber? EVMaximumChargeReactivePower_L3;
    public RationalNumber? EVMaximumDischargeReactivePower;
    public RationalNumber? EVMaximumDischargeReactivePower_L2;
    public RationalNumber? EVMaximumDischargeReactivePower_L3;
    public byte GridEventCondition;
}
