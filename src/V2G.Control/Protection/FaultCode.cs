namespace V2G.Control.Protection;

/// <summary>The codes that this controller raises itself. Meaning and action: <see cref="FaultRegistry"/>.</summary>
public enum FaultCode : byte
{
    CommunicationTimeout = 0x82,
    GmsHeartbeat = 0x87,
    SensorPlausibility = 0x91,
    Uncalibrated = 0x92,
    CommandMismatch = 0x95,
    OverTemperature = 0xA2,
    TemperatureSensor = 0xA3,
    Configuration = 0xD1,
    Deadline = 0xE1,
    WatchdogReset = 0xE2,
    RealTimeViolation = 0xE3,
    GridSyncLoss = 0xF0,
    UnderVoltageTrip = 0xF1,
    OverFrequencyTrip = 0xF2,
    UnderFrequencyTrip = 0xF3,
    OverVoltageTrip = 0xF4,
    Island = 0xF5,
}
