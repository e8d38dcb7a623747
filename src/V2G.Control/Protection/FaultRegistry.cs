namespace V2G.Control.Protection;

/// <summary>
/// Every fault: code, exact text, cause, effect, light, action. Codes never change meaning and are never used again.
/// 0x8x communications, 0x9x sensing, 0xAx heat and fans, 0xBx contactors, 0xCx pilot, ground, insulation, 0xDx configuration,
/// storage, security, 0xEx the controller itself, 0xFx grid protection.
/// </summary>
public static class FaultRegistry
{
    static readonly LampPattern AmberGrid = LampPattern.Counted(LampColour.Amber, 1);
    static readonly LampPattern AmberComms = LampPattern.Counted(LampColour.Amber, 2);
    static readonly LampPattern AmberGround = LampPattern.Counted(LampColour.Amber, 3);
    static readonly LampPattern AmberSense = LampPattern.Counted(LampColour.Amber, 4);
    static readonly LampPattern AmberHeat = LampPattern.Counted(LampColour.Amber, 5);
    static readonly LampPattern AmberPilot = LampPattern.Counted(LampColour.Amber, 6);
    static readonly LampPattern AmberSettings = LampPattern.Counted(LampColour.Amber, 7);
    static readonly LampPattern WhitePulse = LampPattern.Counted(LampColour.White, 1);
    static readonly LampPattern RedFast = new(LampColour.Red, LampRhythm.Flashing);
    static readonly LampPattern RedSteady = new(LampColour.Red);

    static readonly Fault[] Rows =
    [
        new(0x81, "CAN_BUS_OFF", "CAN Bus Off", Severity.Lockout, "The CAN controller left the bus after too many errors.",
            "Emergency shutdown of the power path; the bus itself recovers, power does not.", RedFast,
            "Check termination (60 Ω across CAN_H and CAN_L), shield and bit rate; then `v2g fault clear`."),
        new(0x82, "COMMUNICATION_TIMEOUT", "Communication Timeout", Severity.Lockout, "The control bus was silent for longer than its limit, or lost more than 10 % in a second.",
            "Emergency shutdown: gates blocked, P = Q = 0, contactor opened.", RedFast,
            "Check the cable to the inverter or meter named in the record; limited automatic retries, then `v2g fault clear`."),
        new(0x83, "BAD_FRAME", "Bad Frame", Severity.Warning, "A frame on the control bus had a wrong checksum, length or sequence.",
            "The frame is dropped; too many become a Communication Timeout.", AmberComms, "Check shield, grounding and termination."),
        new(0x84, "SECC_PROTOCOL_MISMATCH", "SECC Protocol Mismatch", Severity.Limit, "The vehicle offers no protocol with bidirectional transfer (e.g. DIN 70121 only).",
            "No discharge; reactive power support goes on.", AmberComms, "See /var/log/v2g/evcc_proto.log for what the vehicle offered."),
        new(0x85, "PLC_LINE", "Power-Line Communication Fault", Severity.Limit, "The HomePlug modem is absent, or matching (SLAC) failed.",
            "No vehicle session; reactive power support goes on.", AmberComms, "Check the modem, the pilot wire and protective earth; `v2g hpgp attenuation`."),
        new(0x86, "TLS_CERTIFICATE", "TLS Certificate Fault", Severity.Limit, "A certificate is missing, expired, for another host, or of the wrong authority.",
            "The connection is refused; the controller goes on alone.", AmberComms, "Renew the certificate; check the clock."),
        new(0x87, "GMS_HEARTBEAT", "GMS Heartbeat Lost", Severity.Warning, "No valid heartbeat from the grid management system within its timeout.",
            "Local Autonomous Mode: remote overrides expire, the stored curve rules.", WhitePulse, "Check the uplink; nothing to do at the unit."),
        new(0x88, "SECOND_METER_SILENT", "Second Meter Silent", Severity.Warning, "The meter that the sensors are compared with has not been heard within its limit.",
            "None on power: a drifting sensor would go unnoticed.", AmberComms, "Check the meter, its cable, and the section `meter` of v2g.yaml."),
        new(0x91, "SENSOR_PLAUSIBILITY", "Sensor Plausibility", Severity.Inhibit, "Two measurements of the same voltage differ by more than 3 %, or samples are missing, stuck or not numbers.",
            "No power while it lasts. A difference above 1 % is only a warning.", AmberSense, "Compare with a reference meter, then `v2g calibrate`."),
        new(0x92, "UNCALIBRATED", "Uncalibrated", Severity.Inhibit, "No valid sensor_offsets.conf for this unit.",
            "No power.", AmberSense, "`v2g calibrate` with a reference meter."),
        new(0x95, "COMMAND_MISMATCH", "Command And Measurement Differ", Severity.Limit, "Measured reactive power differs from the command by more than 5 % of rating for 1 s.",
            "The operator is told; the commanded figure is not reported as delivered.", AmberSense, "Check current sensors' direction and ratio, and the inverter's own limits."),
        new(0xA1, "FAN", "Fan Fault", Severity.Limit, "A fan turns slower than commanded, or not at all.",
            "Output is reduced to what the rest can cool.", AmberHeat, "Clean or replace the fan named in the record."),
        new(0xA2, "OVER_TEMPERATURE", "Over Temperature", Severity.Inhibit, "The power module's estimated junction temperature reached its limit.",
            "No power until it has cooled below the restoring temperature.", AmberHeat, "Check air filter, fans and ambient temperature."),
        new(0xA3, "TEMPERATURE_SENSOR", "Temperature Sensor Fault", Severity.Limit, "A temperature sensor reads nothing, or nothing possible.",
            "The thermal model goes on with the worst ambient temperature.", AmberHeat, "Check the sensor's connector."),
        new(0xB1, "CONTACTOR_WELDED", "Contactor Welded", Severity.Lockout, "Voltage remains behind a contactor that was told to open.",
            "No power; shunt trip if current flows.", RedSteady, "Replace the contactor. Do not reset before."),
        new(0xB2, "CONTACTOR_OPEN", "Contactor Does Not Close", Severity.Lockout, "The auxiliary contact did not follow the command.",
            "No power.", RedSteady, "Check coil supply and auxiliary contact."),
        new(0xB3, "CONTACTOR_OPERATIONS", "Contactor Operations Limit", Severity.Inhibit, "More than 12 operations within an hour were asked for.",
            "The next operation waits.", AmberHeat, "Find what makes the session start and stop."),
        new(0xB4, "PRE_CHARGE", "Pre-Charge Out Of Window", Severity.Lockout, "What lies behind a contactor charged too quickly, too slowly or not to the voltage before it.",
            "The contactor stays open; no power.", RedSteady, "Check the pre-charge resistor, its relay and the intermediate circuit's capacitors."),
        new(0xB5, "CURRENT_PERSISTS", "Current Persists", Severity.Lockout, "Our own current, or over-voltage on our side of the opened relay, went on two cycles after the gates were blocked.",
            "Relay and contactor open at once; the shunt trip follows if that does not end it.", RedFast, "The power module no longer obeys. Replace it. Do not reset before."),
        new(0xB6, "INVERTER", "Inverter Fault", Severity.Inhibit, "The inverter or its gate drivers report a fault.",
            "No power while it lasts.", RedFast, "`v2g module` and `dmesg | grep -i inverter` name it."),
        new(0xC1, "GROUND_FAULT", "Ground Fault Detection", Severity.Lockout, "Residual current or insulation resistance is outside its limit.",
            "No power; discharge never resumes by itself.", AmberGround, "Verify the grounding lug of the inverter chassis, cable and inlet."),
        new(0xC2, "PILOT", "Control Pilot Fault", Severity.Inhibit, "The control pilot's level or its diode is out of tolerance.",
            "The vehicle is disconnected within 100 ms.", AmberPilot, "Check the cable and the vehicle's inlet."),
        new(0xC3, "EMERGENCY_STOP", "Emergency Stop", Severity.Inhibit, "The loop of emergency stop and hard-wired over-voltage protection is open.",
            "Everything opens, whatever flows.", RedFast, "Find who pressed it, or what tripped the comparator; close the loop."),
        new(0xC4, "DOOR", "Door Open", Severity.Inhibit, "The cabinet's door is open.",
            "No power while it is.", AmberPilot, "Shut the door."),
        new(0xC5, "PROXIMITY", "Cable Not Recognised", Severity.Inhibit, "The proximity contact of the socket is shorted or can not be read: what the cable bears is not known.",
            "The vehicle is disconnected within 100 ms; no power.", AmberPilot, "Check the plug in the socket, and the contact's wiring."),
        new(0xD1, "CONFIGURATION", "Configuration Refused", Severity.Inhibit, "A configuration file is missing, unreadable or outside its ranges.",
            "The last good settings stay in force; without any, no power.", AmberSettings, "`v2g config check` names file, line and range."),
        new(0xD2, "STORAGE", "Storage Fault", Severity.Warning, "The stored curve or counters could not be read or written.",
            "Factory defaults of category B are used and said.", AmberSettings, "Replace the board's storage."),
        new(0xE1, "DEADLINE", "Control Deadline Missed", Severity.Inhibit, "A command was more than 100 ms behind its samples.",
            "Gates are blocked until the loop is on time again.", RedFast, "`v2g status` shows what the loop waits for."),
        new(0xE2, "WATCHDOG_RESET", "Watchdog Reset", Severity.Warning, "The hardware watchdog restarted the board.",
            "Service is entered anew.", AmberGrid, "Send the diagnosis bundle."),
        new(0xE3, "REAL_TIME_VIOLATION", "Real-Time Law Violated", Severity.Warning, "The control loop allocated memory or was collected after it was armed.",
            "Shown in status; the loop goes on.", AmberGrid, "Send the diagnosis bundle."),
        new(0xE4, "SELF_TEST", "Self-Test Failed", Severity.Inhibit, "An item of the power-on self-test failed.",
            "The service runs, without power.", AmberSettings, "`v2g post` names the item, its value and its limit."),
        new(0xF0, "GRID_SYNC_LOSS", "Grid Sync Loss", Severity.Inhibit, "Voltage is present but has no rhythm to lock on, or its frequency is outside 45 … 66 Hz.",
            "Gates blocked; restored within 0.4 s of lock while ride-through lasts, else service is entered anew.", AmberGrid,
            "Look at the waveform with an isolated differential probe or a power quality analyser (CAT III/IV), never with a logic analyser."),
        new(0xF1, "UNDER_VOLTAGE_TRIP", "Under-Voltage Trip", Severity.Trip, "A voltage stayed below UV1 or UV2 for its clearing time.",
            "Ceased to energize; enters service anew.", AmberGrid, "The grid's, unless one phase alone is low: then check fuses."),
        new(0xF2, "OVER_FREQUENCY_TRIP", "Over-Frequency Trip", Severity.Trip, "Frequency stayed above OF1 or OF2 for its clearing time.",
            "Ceased to energize; enters service anew.", AmberGrid, "The grid's."),
        new(0xF3, "UNDER_FREQUENCY_TRIP", "Under-Frequency Trip", Severity.Trip, "Frequency stayed below UF1 or UF2 for its clearing time.",
            "Ceased to energize; enters service anew.", AmberGrid, "The grid's."),
        new(0xF4, "OVER_VOLTAGE_TRIP", "Over-Voltage Protection Trip", Severity.Trip, "A voltage stayed above OV1 or OV2 for its clearing time.",
            "Ceased to energize; the shunt trip follows if our own current persists. Enters service anew.", AmberGrid, "Check the transformer's tap and neutral."),
        new(0xF5, "ISLAND", "Unintentional Island", Severity.Trip, "The unit found itself alone with local load.",
            "Ceased to energize within 2 s; enters service anew.", AmberGrid, "The grid's."),
        new(0xF6, "SHUNT_TRIP_FAILED", "Shunt Trip Did Not Open", Severity.Lockout, "The breaker's auxiliary contact did not open within 100 ms of the pulse.",
            "No power; everything that can open is open.", RedFast, "Isolate upstream by hand. Check the trip coil's supply."),
        new(0xF7, "SHUNT_TRIPPED", "Shunt Trip Operated", Severity.Lockout, "The breaker was tripped, because nothing else ended our own current, or somebody opened it.",
            "No power. Nothing closes it again but a hand.", RedSteady, "Replace what did not open before it; close the breaker by hand, then `v2g fault clear`."),
    ];

    public static ReadOnlySpan<Fault> All => Rows;

    /// <summary>Index of a code in <see cref="All"/>, the bit that stands for it in <see cref="FaultSet"/>; −1 for an unknown code.</summary>
    public static int IndexOf(byte code)
    {
        for (int i = 0; i < Rows.Length; i++)
            if (Rows[i].Code == code) return i;
        return -1;
    }

    public static Fault? Find(byte code) => IndexOf(code) is >= 0 and int i ? Rows[i] : null;
}
