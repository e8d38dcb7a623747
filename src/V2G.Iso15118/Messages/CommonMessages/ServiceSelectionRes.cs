using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Whether the choice stands.</summary>
[GlobalElement]
public partial struct ServiceSelectionRes
{
    [Extends] public V2GResponse V2GResponse;
}
