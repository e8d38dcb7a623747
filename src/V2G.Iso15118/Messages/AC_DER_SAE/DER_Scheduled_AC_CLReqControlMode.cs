using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[GlobalElement]
public partial struct DER_Scheduled_AC_CLReqControlMode
{
    [Extends] public Scheduled_AC_CLReqControlMode Scheduled_AC_CLReqControlMode;
    public RationalNumber EVPresentVoltage;
    public RationalNumber EVPresentFrequency;
    public RationalNumber? EVMaximumDischargePower;
    public RationalNumber? EVMaximumDischargePower_L2;
    public RationalNumber? EVMaximumDischargePower_L3;
    public RationalNumber? EVMinimumDischargePower;
    public RationalNumber? EVMinimumDischargePower_L2;
    public RationalNumber? EVMinimumDischargePower_L3;
    public DerOperationalState DEROperationalState;
    public DerConnectionStatus DERConnectionStatus;
    public EVApparentPower? EVApparentPower;
    public EVReactivePower? EVReactivePower;
    public EVExcitation? EVExcitation;
    public ulong EVUpdateTime;
    public uint? EVMinimumChargingDuration;
    public uint? EVDurationMaximumChargeRate;
    public uint? EVDurationMaximumDischargeRate;
    public uint DERAlarmStatus;
    public uint EnabledModes;
}
