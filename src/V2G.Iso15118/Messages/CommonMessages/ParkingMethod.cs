namespace V2G.Iso15118.Messages.CommonMessages;

public enum ParkingMethod : byte
{
    AutoParking,
    MVGuideManual,
    Manual,
}
