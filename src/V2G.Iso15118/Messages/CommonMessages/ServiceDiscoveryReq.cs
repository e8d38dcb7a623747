using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Asks for the station's services, or for those of a list.</summary>
[GlobalElement]
public partial struct ServiceDiscoveryReq
{
    [Extends] public V2GRequest V2GRequest;
    public ServiceIDList? SupportedServiceIDs;
}
