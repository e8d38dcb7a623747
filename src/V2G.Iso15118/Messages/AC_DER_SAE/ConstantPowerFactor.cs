using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct ConstantPowerFactor
{
    public bool Enable;
    public ushort? Priority;
    public RationalNumber PowerFactorValue;
    public RationalNumber? PowerFactorValue_L2;
    public RationalNumber? PowerFactorValue_L3;
    public PowerFactorExcitation PowerFactorExcitation;
    public PowerFactorExcitation? PowerFactorExcitation_L2;
    public PowerFactorExcitation? PowerFactorExcitation_L3;
}
