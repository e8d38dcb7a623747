using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Whether the signed reading was taken.</summary>
[GlobalElement]
public partial struct MeteringConfirmationRes
{
    [Extends] public V2GResponse V2GResponse;
}
