using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

/// <summary>Every quarter of a second or so: what the station wants drawn or given.</summary>
[GlobalElement(Namespace = "AC")]
public partial struct AC_ChargeLoopRes
{
    [Extends] public ChargeLoopRes ChargeLoopRes;
    public RationalNumber? EVSETargetFrequency;
    [Substitution] public BPT_Dynamic_AC_CLResControlMode? BPT_Dynamic_AC_CLResControlMode;
    [Substitution] public BPT_Scheduled_AC_CLResControlMode? BPT_Scheduled_AC_CLResControlMode;
    [Substitution] public CLResControlMode? CLResControlMode;
    [Substitution] public DER_Dynamic_AC_CLResControlMode? DER_Dynamic_AC_CLResControlMode;
    [Substitution] public DER_Scheduled_AC_CLResControlMode? DER_Scheduled_AC_CLResControlMode;
    [Substitution] public Dynamic_AC_CLResControlMode? Dynamic_AC_CLResControlMode;
    [Substitution] public Scheduled_AC_CLResControlMode? Scheduled_AC_CLResControlMode;
}
