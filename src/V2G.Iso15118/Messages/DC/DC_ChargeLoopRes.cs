using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>What the station gives now and which of its limits holds it back.</summary>
[GlobalElement]
public partial struct DC_ChargeLoopRes
{
    [Extends] public ChargeLoopRes ChargeLoopRes;
    public RationalNumber EVSEPresentCurrent;
    public RationalNumber EVSEPresentVoltage;
    public bool EVSEPowerLimitAchieved;
    public bool EVSECurrentLimitAchieved;
    public bool EVSEVoltageLimitAchieved;
    [Substitution] public BPT_Dynamic_DC_CLResControlMode? BPT_Dynamic_DC_CLResControlMode;
    [Substitution] public BPT_Scheduled_DC_CLResControlMode? BPT_Scheduled_DC_CLResControlMode;
    [Substitution] public CLResControlMode? CLResControlMode;
    [Substitution] public Dynamic_DC_CLResControlMode? Dynamic_DC_CLResControlMode;
    [Substitution] public Scheduled_DC_CLResControlMode? Scheduled_DC_CLResControlMode;
}
