using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>The session is new or resumed; the station names its outlet.</summary>
[GlobalElement]
public partial struct SessionSetupRes
{
    [Extends] public V2GResponse V2GResponse;
    [MaxLength(255)] public Text EVSEID;
}
