using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct SetpointExcitation
{
    public RationalNumber SetpointValue;
    public PowerFactorExcitation? Excitation;
}
