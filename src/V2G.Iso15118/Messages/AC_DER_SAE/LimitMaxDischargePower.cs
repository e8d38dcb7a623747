using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct LimitMaxDischargePower
{
    public bool Enable;
    public ushort? Priority;
    public ushort PercentageValue;
    public ushort? PercentageValue_L2;
    public ushort? PercentageValue_L3;
    public RationalNumber? OpenLoopResponseTime;
}
