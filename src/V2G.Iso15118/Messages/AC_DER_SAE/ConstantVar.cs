using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct ConstantVar
{
    public bool Enable;
    public ushort? Priority;
    public RationalNumber VarSetpoint;
    public RationalNumber? VarSetpoint_L2;
    public RationalNumber? VarSetpoint_L3;
    public DerUnit Unit;
}
