using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Begins or resumes a session; the vehicle names itself.</summary>
[GlobalElement]
public partial struct SessionSetupReq
{
    [Extends] public V2GRequest V2GRequest;
    [MaxLength(255)] public Text EVCCID;
}
