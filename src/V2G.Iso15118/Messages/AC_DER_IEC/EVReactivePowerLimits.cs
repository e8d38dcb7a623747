using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct EVReactivePowerLimits
{
    public RationalNumber EVMaximumChargeReactivePower;
    public RationalNumber? EVMaximumChargeReactivePower_L2;
    public RationalNumber? EVMaximumChargeReactivePower_L3;
    public RationalNumber? EVMinimumChargeReactivePower;
    public RationalNumber? EVMinimumChargeReactivePower_L2;
    public RationalNumber? EVMinimumChargeReactivePower_L3;
    public RationalNumber EVMaximumDischargeReactivePower;
    public RationalNumber? EVMaximumDischargeReactivePower_L2;
    public RationalNumber? EVMaximumDischargeReactivePower_L3;
    public RationalNumber? EVMinimumDischargeReactivePower;
    public RationalNumber? EVMinimumDischargeReactivePower_L2;
    public RationalNumber? EVMinimumDischargeReactivePower_L3;
}
