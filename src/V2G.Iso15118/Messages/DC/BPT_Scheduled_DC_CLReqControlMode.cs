using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct BPT_Scheduled_DC_CLReqControlMode
{
    [Extends] public Scheduled_DC_CLReqControlMode Scheduled_DC_CLReqControlMode;
    public RationalNumber? EVMaximumDischargePower;
    public RationalNumber? EVMinimumDischargePower;
    public RationalNumber? EVMaximumDischargeCurrent;
}
