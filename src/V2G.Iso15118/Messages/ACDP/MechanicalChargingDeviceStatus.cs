namespace V2G.Iso15118.Messages.ACDP;

public enum MechanicalChargingDeviceStatus : byte
{
    Home,
    Moving,
    EndPosition,
}
