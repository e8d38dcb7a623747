namespace V2G.Iso15118.Messages.ACDP;

public enum ErrorCode : byte
{
    OK_NoEVError,
    FAILED,
    FAILED_EmergencyEvent,
    FAILED_Breaker,
    FAILED_RESSTemperatureInhibit,
    FAILED_RESS,
    FAILED_ChargingCurrentDifferential,
    FAILED_ChargingVoltageOutOfRange,
    FAILED_Reserved1,
    FAILED_Reserved2,
}
