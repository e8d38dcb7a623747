namespace V2G.Iso15118.Messages.ACDP;

public enum ElectricalChargingDeviceStatus : byte
{
    State_A,
    State_B,
    State_C,
    State_D,
}
