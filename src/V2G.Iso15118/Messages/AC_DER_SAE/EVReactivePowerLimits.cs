using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct EVReactivePowerLimits
{
    public RationalNumber EVMaximumVarAbsorptionDuringCharging;
    public RationalNumber? EVMaximumVarAbsorptionDuringCharging_L2;
    public RationalNumber? EVMaximumVarAbsorptionDuringCharging_L3;
    public RationalNumber? EVMinimumVarAbsorptionDuringCharging;
    public RationalNumber? EVMinimumVarAbsorptionDuringCharging_L2;
    public RationalNumber? EVMinimumVarAbsorptionDuringCharging_L3;
    public RationalNumber EVMaximumVarInjectionDuringCharging;
    public RationalNumber? EVMaximumVarInjectionDuringCharging_L2;
    public RationalNumber? EVMaximumVarInjectionDuringCharging_L3;
    public RationalNumber? EVMinimumVarInjectionDuringCharging;
    public RationalNumber? EVMinimumVarInjectionDuringCharging_L2;
    public RationalNumber? EVMinimumVarInjectionDuringCharging_L3;
    public RationalNumber EVMaximumVarAbsorptionDuringDischarging;
    public RationalNumber? EVMaximumVarAbsorptionDuringDischarging_L2;
    public RationalNumber? EVMaximumVarAbsorptionDuringDischarging_L3;
    public RationalNumber? EVMinimumVarAbsorptionDuringDischarging;
    public RationalNumber? EVMinimumVarAbsorptionDuringDischarging_L2;
    public RationalNumber? EVMinimumVarAbsorptionDuringDischarging_L3;
    public RationalNumber EVMaximumVarInjectionDuringDischarging;
    public RationalNumber? EVMaximumVarInjectionDuringDischarging_L2;
    public RationalNumber? EVMaximumVarInjectionDuringDischarging_L3;
    public RationalNumber? EVMinimumVarInjectionDuringDischarging;
    public RationalNumber? EVMinimumVarInjectionDuringDischarging_L2;
    public RationalNumber? EVMinimumVarInjectionDuringDischarging_L3;
    public RationalNumber EVReactiveSusceptance;
    public RationalNumber? EVReactiveSusceptance_L2;
    public RationalNumber? EVReactiveSusceptance_L3;
}
