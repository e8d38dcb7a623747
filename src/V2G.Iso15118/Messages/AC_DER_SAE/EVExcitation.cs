using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct EVExcitation
{
    public RationalNumber? EVSpecifiedOverExcitedPowerFactor;
    public RationalNumber? EVSpecifiedOverExcitedPowerFactor_L2;
    public RationalNumber? EVSpecifiedOverExcitedPowerFactor_L3;
    public RationalNumber EVSpecifiedOverExcitedDischargePower;
    public RationalNumber? EVSpecifiedOverExcitedDischargePower_L2;
    public RationalNumber? EVSpecifiedOverExcitedDischargePower_L3;
    public RationalNumber? EVSpecifiedUnderExcitedPowerFactor;
    public RationalNumber? EVSpecifiedUnderExcitedPowerFactor_L2;
    public RationalNumber? EVSpecifiedUnderExcitedPowerFactor_L3;
    public RationalNumber EVSpecifiedUnderExcitedDischargePower;
    public RationalNumber? EVSpecifiedUnderExcitedDischargePower_L2;
    public RationalNumber? EVSpecifiedUnderExcitedDischargePower_L3;
}
