using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct ConstantWatt
{
    public bool Enable;
    public ushort? Priority;
    public RationalNumber WattSetpoint;
    public RationalNumber? WattSetpoint_L2;
    public RationalNumber? WattSetpoint_L3;
    public DerUnit Unit;
}
