using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct BPT_Dynamic_DC_CLResControlMode
{
    [Extends] public Dynamic_DC_CLResControlMode Dynamic_DC_CLResControlMode;
    public RationalNumber EVSEMaximumDischargePower;
    public RationalNumber EVSEMinimumDischargePower;
    public RationalNumber EVSEMaximumDischargeCurrent;
    public RationalNumber EVSEMinimumVoltage;
}
