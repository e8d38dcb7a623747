using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Answer to the end of the session.</summary>
[GlobalElement]
public partial struct SessionStopRes
{
    [Extends] public V2GResponse V2GResponse;
}
