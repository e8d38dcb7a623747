namespace V2G.Control.Protection;

/// <summary>Power flows only while this set is empty. One named bit per reason; `v2g why` prints them.</summary>
[Flags]
public enum Inhibits : uint
{
    None = 0,
    NotPermitted = 1 << 0,
    Uncalibrated = 1 << 1,
    NoCurve = 1 << 2,
    NoMeasurement = 1 << 3,
    GridSyncLoss = 1 << 4,
    SensorPlausibility = 1 << 5,
    PhaseOrder = 1 << 6,
    Tripped = 1 << 7,
    GridOutsideWindow = 1 << 8,
    EnterServiceDelay = 1 << 9,
    MomentaryCessation = 1 << 10,
    OverTemperature = 1 << 11,
    ControlBus = 1 << 12,
    Deadline = 1 << 13,
    SagTest = 1 << 14,
    NoInverter = 1 << 15,
    GroundFault = 1 << 16,
    EmergencyStop = 1 << 17,
    DoorOpen = 1 << 18,
    InverterFault = 1 << 19,
    ShuntTrip = 1 << 20,
    Contactor = 1 << 21,
    PathOpen = 1 << 22,
    NoCertificate = 1 << 23,
    SelfTest = 1 << 24,
    VehicleSession = 1 << 25,
}

/// <summary>What an inhibit is called and what ends it.</summary>
public sealed record InhibitText(Inhibits Bit, string Name, string Why, string Until);

public static class InhibitRegistry
{
    static readonly InhibitText[] Rows =
    [
        new(Inhibits.NotPermitted, "NOT_PERMITTED", "permit service is off", "permit service is on again"),
        new(Inhibits.Uncalibrated, "UNCALIBRATED", "no valid sensor calibration for this unit", "`v2g calibrate` has been done"),
        new(Inhibits.NoCurve, "NO_CURVE", "no accepted control-logic.yaml", "`v2g config check` passes and the controller is restarted"),
        new(Inhibits.NoMeasurement, "NO_MEASUREMENT", "samples are missing, stale or not numbers", "a clean cycle has been measured"),
        new(Inhibits.GridSyncLoss, "GRID_SYNC_LOSS", "Grid Sync Loss: not locked to the grid's rhythm", "the phase-locked loop is locked"),
        new(Inhibits.SensorPlausibility, "SENSOR_PLAUSIBILITY", "two measurements of the same voltage differ by more than 3 %, or samples are lost, stuck or not numbers", "they agree, or samples come, again"),
        new(Inhibits.PhaseOrder, "PHASE_ORDER", "phases are connected in the order A-C-B", "the phases are connected in the right order"),
        new(Inhibits.Tripped, "TRIPPED", "a protection element has tripped", "the grid is back inside the enter-service window"),
        new(Inhibits.GridOutsideWindow, "GRID_OUTSIDE_WINDOW", "voltage or frequency is outside the enter-service window", "both are inside"),
        new(Inhibits.EnterServiceDelay, "ENTER_SERVICE_DELAY", "the enter-service delay runs", "the delay has run out"),
        new(Inhibits.MomentaryCessation, "MOMENTARY_CESSATION", "voltage is where the category asks to cease", "the voltage is back"),
        new(Inhibits.OverTemperature, "OVER_TEMPERATURE", "the power module is too hot", "it has cooled"),
        new(Inhibits.ControlBus, "CONTROL_BUS", "the control bus is silent", "communication is back and the fault is cleared"),
        new(Inhibits.Deadline, "DEADLINE", "the command was more than 100 ms behind its samples", "the loop is on time"),
        new(Inhibits.SagTest, "SAG_TEST", "a sag is simulated without --energised", "the test is over"),
        new(Inhibits.GroundFault, "GROUND_FAULT", "residual current, insulation, or their monitor's own test", "15 minutes have passed, three times; then `v2g fault clear`"),
        new(Inhibits.EmergencyStop, "EMERGENCY_STOP", "the loop of emergency stop and hard-wired over-voltage protection is open", "it is closed again"),
        new(Inhibits.DoorOpen, "DOOR_OPEN", "the cabinet's door is open", "it is shut"),
        new(Inhibits.InverterFault, "INVERTER_FAULT", "the inverter or its gate drivers report a fault", "they report none"),
        new(Inhibits.ShuntTrip, "SHUNT_TRIP", "the breaker is open, or our own current did not end by itself", "the cause is found, the breaker closed by hand, and `v2g fault clear`"),
        new(Inhibits.Contactor, "CONTACTOR", "a contactor is welded, does not close, or its pre-charge failed", "it is repaired, and `v2g fault clear`"),
        new(Inhibits.PathOpen, "PATH_OPEN", "the grid relay is not closed yet", "monitors are tested, pre-charge and closing done"),
        new(Inhibits.NoCertificate, "NO_CERT", "no key and certificate of this unit", "/etc/v2g/certs/private.key is there and the controller is restarted"),
        new(Inhibits.SelfTest, "SELF_TEST", "an item of the power-on self-test failed", "`v2g post` shows no failure after a restart"),
        new(Inhibits.VehicleSession, "VEHICLE_SESSION", "the inverter is the vehicle's, and no session carries commands to it", "a vehicle's session runs"),
        new(Inhibits.NoInverter, "NO_INVERTER", "no inverter is configured, so nothing would carry a command", "an inverter is configured and the controller is restarted"),
    ];

    public static ReadOnlySpan<InhibitText> All => Rows;
}
