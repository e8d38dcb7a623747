using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct Dynamic_DC_CLResControlMode
{
    [Extends] public Dynamic_CLResControlMode Dynamic_CLResControlMode;
    public RationalNumber EVSEMaximumChargePower;
    public RationalNumber EVSEMinimumChargePower;
    public RationalNumber EVSEMaximumChargeCurrent;
    public RationalNumber EVSEMaximumVoltage;
}
