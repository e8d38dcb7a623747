using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct EVSEReactivePowerLimits
{
    public RationalNumber EVSEMaximumVarAbsorptionDuringCharging;
    public RationalNumber? EVSEMaximumVarAbsorptionDuringCharging_L2;
    public RationalNumber? EVSEMaximumVarAbsorptionDuringCharging_L3;
    public RationalNumber EVSEMaximumVarInjectionDuringCharging;
    public RationalNumber? EVSEMaximumVarInjectionDuringCharging_L2;
    public RationalNumber? EVSEMaximumVarInjectionDuringCharging_L3;
    public RationalNumber EVSEMaximumVarAbsorptionDuringDischarging;
    public RationalNumber? EVSEMaximumVarAbsorptionDuringDischarging_L2;
    public RationalNumber? EVSEMaximumVarAbsorptionDuringDischarging_L3;
    public RationalNumber EVSEMaximumVarInjectionDuringDischarging;
    public RationalNumber? EVSEMaximumVarInjectionDuringDischarging_L2;
    public RationalNumber? EVSEMaximumVarInjectionDuringDischarging_L3;
}
