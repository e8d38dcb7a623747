using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Energy transfer services and value-added services.</summary>
[GlobalElement]
public partial struct ServiceDiscoveryRes
{
    [Extends] public V2GResponse V2GResponse;
    public bool ServiceRenegotiationSupported;
    public ServiceList EnergyTransferServiceList;
    public ServiceList? VASList;
}
