using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

/// <summary>Every quarter of a second or so: what the vehicle needs and what it draws or gives now.</summary>
[GlobalElement(Namespace = "AC")]
public partial struct AC_ChargeLoopReq
{
    [Extends] public ChargeLoopReq ChargeLoopReq;
    [Substitution] public BPT_Dynamic_AC_CLReqControlMode? BPT_Dynamic_AC_CLReqControlMode;
    [Substitution] public BPT_Scheduled_AC_CLReqControlMode? BPT_Scheduled_AC_CLReqControlMode;
    [Substitution] public CLReqControlMode? CLReqControlMode;
    [Substitution] public DER_Dynamic_AC_CLReqControlMode? DER_Dynamic_AC_CLReqControlMode;
    [Substitution] public DER_Scheduled_AC_CLReqControlMode? DER_Scheduled_AC_CLReqControlMode;
    [Substitution] public Dynamic_AC_CLReqControlMode? Dynamic_AC_CLReqControlMode;
    [Substitution] public Scheduled_AC_CLReqControlMode? Scheduled_AC_CLReqControlMode;
}
