using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Whether power follows.</summary>
[GlobalElement]
public partial struct PowerDeliveryRes
{
    [Extends] public V2GResponse V2GResponse;
    public EVSEStatus? EVSEStatus;
}
