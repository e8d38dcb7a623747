using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>The vehicle arrives at a parking space (wireless and automated connection).</summary>
[GlobalElement]
public partial struct VehicleCheckInReq
{
    [Extends] public V2GRequest V2GRequest;
    public EvCheckInStatus EVCheckInStatus;
    public ParkingMethod ParkingMethod;
    public short? VehicleFrame;
    public short? DeviceOffset;
    public short? VehicleTravel;
}
