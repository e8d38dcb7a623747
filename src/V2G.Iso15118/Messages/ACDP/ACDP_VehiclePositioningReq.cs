using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.ACDP;

/// <summary>Where the vehicle stands under the automated connection device.</summary>
[GlobalElement]
public partial struct ACDP_VehiclePositioningReq
{
    [Extends] public V2GRequest V2GRequest;
    public bool EVMobilityStatus;
    public bool EVPositioningSupport;
}
