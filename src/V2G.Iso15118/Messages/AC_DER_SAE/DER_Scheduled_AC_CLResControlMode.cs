using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[GlobalElement]
public partial struct DER_Scheduled_AC_CLResControlMode
{
    [Extends] public Scheduled_AC_CLResControlMode Scheduled_AC_CLResControlMode;
    public DERControlCLRes DERControlCLRes;
    public RationalNumber? EVSEMaximumChargePower;
    public RationalNumber? EVSEMaximumChargePower_L2;
    public RationalNumber? EVSEMaximumChargePower_L3;
    public RationalNumber? EVSEMaximumDischargePower;
    public RationalNumber? EVSEMaximumDischargePower_L2;
    public RationalNumber? EVSEMaximumDischargePower_L3;
    public RequiredDEROperatingMode? RequiredDEROperatingMode;
    public GridConnectionMode? GridConnectionMode;
}
