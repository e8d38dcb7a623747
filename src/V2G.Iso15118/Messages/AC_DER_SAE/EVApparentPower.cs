using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct EVApparentPower
{
    public RationalNumber EVMaximumApparentPowerDuringChargingAndVarAbsorption;
    public RationalNumber? EVMaximumApparentPowerDuringChargingAndVarAbsorption_L2;
    public RationalNumber? EVMaximumApparentPowerDuringChargingAndVarAbsorption_L3;
    public RationalNumber EVMaximumApparentPowerDuringChargingAndVarInjection;
    public RationalNumber? EVMaximumApparentPowerDuringChargingAndVarInjection_L2;
    public RationalNumber? EVMaximumApparentPowerDuringChargingAndVarInjection_L3;
    public RationalNumber EVMaximumApparentPowerDuringDischargingAndVarAbsorption;
    public RationalNumber? EVMaximumApparentPowerDuringDischargingAndVarAbsorption_L2;
    public RationalNumber? EVMaximumApparentPowerDuringDischargingAndVarAbsorption_L3;
    public RationalNumber EVMaximumApparentPowerDuringDischargingAndVarInjection;
    public RationalNumber? EVMaximumApparentPowerDuringDischargingAndVarInjection_L2;
    public RationalNumber? EVMaximumApparentPowerDuringDischargingAndVarInjection_L3;
}
