using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC;

[GlobalElement]
public partial struct BPT_Dynamic_AC_CLReqControlMode
{
    [Extends] public Dynamic_AC_CLReqControlMode Dynamic_AC_CLReqControlMode;
    public RationalNumber EVMaximumDischargePower;
    public RationalNumber? EVMaximumDischargePower_L2;
    public RationalNumber? EVMaximumDischargePower_L3;
    public RationalNumber EVMinimumDischargePower;
    public RationalNumber? EVMinimumDischargePower_L2;
    public RationalNumber? EVMinimumDischargePower_L3;
    public RationalNumber? EVMaximumV2XEnergyRequest;
    public RationalNumber? EVMinimumV2XEnergyRequest;
}
