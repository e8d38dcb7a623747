using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct FrequencyDroopSettings
{
    public RationalNumber db;
    public RationalNumber DroopFactor;
    public RationalNumber? DroopFactor_L2;
    public RationalNumber? DroopFactor_L3;
    public PowerReference PowerReference;
    public PowerReference? PowerReference_L2;
    public PowerReference? PowerReference_L3;
    public RationalNumber OpenLoopResponseTime;
}
