using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct GridLimits
{
    public RationalNumber GridNominalFrequency;
    public RationalNumber GridNominalVoltage;
    public RationalNumber GridNominalVoltageOffset;
    public RationalNumber? GridMinFrequency;
    public RationalNumber? GridMaxFrequency;
    public RationalNumber GridMaximumVoltage;
    public RationalNumber GridMinimumVoltage;
}
