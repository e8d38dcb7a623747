using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct BPT_Dynamic_DC_CLReqControlMode
{
    [Extends] public Dynamic_DC_CLReqControlMode Dynamic_DC_CLReqControlMode;
    public RationalNumber EVMaximumDischargePower;
    public RationalNumber EVMinimumDischargePower;
    public RationalNumber EVMaximumDischargeCurrent;
    public RationalNumber? EVMaximumV2XEnergyRequest;
    public RationalNumber? EVMinimumV2XEnergyRequest;
}
