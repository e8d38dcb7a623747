using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>What the vehicle needs now: voltage, current or limits.</summary>
[GlobalElement]
public partial struct DC_ChargeLoopReq
{
    [Extends] public ChargeLoopReq ChargeLoopReq;
    public RationalNumber EVPresentVoltage;
    [Substitution] public BPT_Dynamic_DC_CLReqControlMode? BPT_Dynamic_DC_CLReqControlMode;
    [Substitution] public BPT_Scheduled_DC_CLReqControlMode? BPT_Scheduled_DC_CLReqControlMode;
    [Substitution] public CLReqControlMode? CLReqControlMode;
    [Substitution] public Dynamic_DC_CLReqControlMode? Dynamic_DC_CLReqControlMode;
    [Substitution] public Scheduled_DC_CLReqControlMode? Scheduled_DC_CLReqControlMode;
}
