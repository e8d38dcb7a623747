using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC;

[GlobalElement]
public partial struct Dynamic_AC_CLResControlMode
{
    [Extends] public Dynamic_CLResControlMode Dynamic_CLResControlMode;
    public RationalNumber EVSETargetActivePower;
    public RationalNumber? EVSETargetActivePower_L2;
    public RationalNumber? EVSETargetActivePower_L3;
    public RationalNumber? EVSETargetReactivePower;
    public RationalNumber? EVSETargetReactivePower_L2;
    public RationalNumber? EVSETargetReactivePower_L3;
    public RationalNumber? EVSEPresentActivePower;
    public RationalNumber? EVSEPresentActivePower_L2;
    public RationalNumber? EVSEPresentActivePower_L3;
}
