using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Where it shall stand.</summary>
[GlobalElement]
public partial struct VehicleCheckInRes
{
    [Extends] public V2GResponse V2GResponse;
    public short? ParkingSpace;
    public short? DeviceLocation;
    public short? TargetDistance;
}
