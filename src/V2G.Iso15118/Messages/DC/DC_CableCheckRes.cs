using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>Whether the test is done.</summary>
[GlobalElement]
public partial struct DC_CableCheckRes
{
    [Extends] public V2GResponse V2GResponse;
    public Processing EVSEProcessing;
}
