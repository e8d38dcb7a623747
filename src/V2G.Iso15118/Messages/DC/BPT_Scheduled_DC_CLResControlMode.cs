using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct BPT_Scheduled_DC_CLResControlMode
{
    [Extends] public Scheduled_DC_CLResControlMode Scheduled_DC_CLResControlMode;
    public RationalNumber? EVSEMaximumDischargePower;
    public RationalNumber? EVSEMinimumDischargePower;
    public RationalNumber? EVSEMaximumDischargeCurrent;
    public RationalNumber? EVSEMinimumVoltage;
}
