using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ConsoleAppFramework;
using V2G.Firmware.Counterparts;
using V2G.Firmware.Can;
using V2G.Firmware.Inverters.Can;
using V2G.Firmware.Inverters.Modbus;
using V2G.Firmware.Terminal;
using V2G.Linux.Can;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Verbs;

/// <summary>Counterparts for a trial: what a controller would be wired to, played over the real bus. Everything that they say is SIMULATED.</summary>
internal sealed class SimulateVerbs
{
    const long TickNs = 1_000_000, SayEveryNs = 1_000_000_000;

    static readonly CounterpartFault[] _modbusOnly =
        [CounterpartFault.Exception, CounterpartFault.SlowBytes, CounterpartFault.WrongTransaction, CounterpartFault.ShortFrame, CounterpartFault.Disconnect];

    /// <summary>Plays an inverter over a real bus, with faults on request; says once a second what it hears.</summary>
    /// <param name="can">CAN interface.</param>
    /// <param name="modbus">Address and port, 127.0.0.1:1502, of a SunSpec device on Modbus TCP.</param>
    /// <param name="meter">Also a meter at its terminals: a CAN interface (board/dbc/v2g-meter.dbc), or address and port of a SunSpec device (model 203).</param>
    /// <param name="insulation">Also an insulation monitor, on this CAN interface (board/dbc/v2g-insulation.dbc).</param>
    /// <param name="dbc">DBC file of a maker's own; otherwise board/dbc/v2g-inverter.dbc.</param>
    /// <param name="signals">Signal map for it.</param>
    /// <param name="fault">Faults, separated by commas, with @from..to (s since the start) for a time: silence, loss=PERCENT, late=MS, stale, duplicate, checksum, bus-off, ignore-var, stuck, internal; grid=PERCENT (voltage); on Modbus also exception, slow-bytes=MS, wrong-tid, short-frame, disconnect; with a meter also meter-silence, meter-loss=PERCENT, meter-stale; with an insulation monitor insulation=KOHM, monitor-silence, monitor-blind.</param>
    /// <param name="duration">Stop after so many seconds.</param>
    /// <param name="rating">Rated apparent power, VA.</param>
    /// <param name="voltage">Nominal voltage, V.</param>
    /// <param name="seed">Seed of what is lost.</param>
    [Command("inverter")]
    public int Inverter(string? can = null, string? modbus = null, string? meter = null, string? insulation = null, string? dbc = null, string? signals = null, string? fault = null, double? duration = null, double rating = 22_000,
        double voltage = 480, ulong seed = 1, CancellationToken cancellation = default)
    {
        if (can is null == modbus is null) throw new VerbFailure(ExitCode.Usage, "simulate inverter needs a bus: --can INTERFACE or --modbus ADDRESS:PORT, one of them");
        if (modbus is not null && (dbc ?? signals) is not null) throw new VerbFailure(ExitCode.Usage, "--dbc and --signals go with --can");
        if (duration is not (null or > 0)) throw new VerbFailure(ExitCode.Usage, "--duration must be above 0 s");
        if (rating is not (>= 1000 and <= 1_000_000)) throw new VerbFailure(ExitCode.Usage, "--rating must be 1000 … 1000000 VA");
        if (voltage is not (>= 208 and <= 480)) throw new VerbFailure(ExitCode.Usage, "--voltage must be 208 … 480 V");
        FaultSchedule faults = FaultSchedule.Parse(fault);
        CounterpartSettings settings = new() { RatedVoltAmperes = rating, NominalVolts = voltage, Seed = seed };
        InverterCounterpart plant = new(settings, faults, MonotonicClock.NowNs);
        using PlayedMeter besideMeter = PlayedMeter.Open(meter, plant);
        using PlayedMonitor monitor = PlayedMonitor.Open(insulation, plant);
        Beside beside = new(
            now =>
            {
                besideMeter.Step(now);
                monitor.Step(now);
            },
            () => besideMeter.Counted + monitor.Counted);
        return modbus is not null ? PlayOnModbus(modbus, plant, beside, duration, cancellation)
            : PlayOnCan(can!, BusMap.Load(dbc, signals, BusKind.Inverter), plant, beside, duration, cancellation);
    }

    static int PlayOnCan(string name, BusMap bus, InverterCounterpart plant, Beside beside, double? duration, CancellationToken cancellation)
    {
        if (Array.Exists(_modbusOnly, plant.Faults.Holds))
            throw new VerbFailure(ExitCode.Usage, "--fault: exception, slow-bytes, wrong-tid, short-frame and disconnect are Modbus's; a CAN bus has none");
        using CanSocket socket = Socket(name, bus);
        CanLink first = socket.Open();
        if (first is CanLink.Absent) throw new VerbFailure(ExitCode.Failed, $"{name}: there is no such CAN interface; `v2g hal list` shows what there is");
        if (first is CanLink.Refused) throw new VerbFailure(ExitCode.Failed, $"{name}: no CAN socket to be had (error {socket.Error}): the kernel has no CAN, or this process may not use it");
        CanCounterpart inverter = new(socket, bus, plant);
        Console.WriteLine($"SIMULATED inverter of {plant.Settings.RatedVoltAmperes.ToString("0", CultureInfo.InvariantCulture)} VA on can {name} by {bus.Name}");
        return Play(plant, Both(inverter.Step, beside), () => $"frames good {inverter.Good}, bad {inverter.Bad}, sent {inverter.Sent}{(inverter.Link == CanLink.Up ? "" : $"; the interface is {inverter.Link}")}{beside.Counted()}", duration, cancellation);
    }

    static int PlayOnModbus(string where, InverterCounterpart plant, Beside beside, double? duration, CancellationToken cancellation)
    {
        IPEndPoint address = ModbusAddress.Parse(where) ?? throw new VerbFailure(ExitCode.Usage, $"--modbus {where}: write {ModbusAddress.Form}");
        if (plant.Faults.Holds(CounterpartFault.Checksum)) throw new VerbFailure(ExitCode.Usage, "--fault: checksum is CAN's; Modbus on TCP has none");
        try
        {
            using ModbusCounterpart inverter = new(address, plant);
            Console.WriteLine($"SIMULATED inverter of {plant.Settings.RatedVoltAmperes.ToString("0", CultureInfo.InvariantCulture)} VA on Modbus TCP {inverter.Address}, unit 1, SunSpec at {inverter.Server.Map.BaseAddress}");
            return Play(plant, Both(inverter.Step, beside), () => $"requests answered {inverter.Listener.Answered}, clients {inverter.Listener.Clients}{beside.Counted()}", duration, cancellation);
        }
        catch (SocketException e)
        {
            throw new VerbFailure(ExitCode.Failed, $"{where}: {e.Message}");
        }
    }

    // What is played beside the inverter, on the same plant.
    sealed record Beside(Action<long> Step, Func<string> Counted);

    static Action<long> Both(Action<long> inverter, Beside beside) => now =>
    {
        inverter(now);
        beside.Step(now);
    };

    static int Play(InverterCounterpart plant, Action<long> step, Func<string> counted, double? duration, CancellationToken cancellation)
    {
        long start = MonotonicClock.NowNs, end = duration is { } seconds ? start + (long)(seconds * 1e9) : long.MaxValue, say = start + SayEveryNs;
        FaultSchedule faults = plant.Faults;
        PeriodicClock clock = new(TickNs);
        string told = "";
        for (long now = start; now < end && !cancellation.IsCancellationRequested; now = MonotonicClock.NowNs)
        {
            step(now);
            if (!faults.IsEmpty && faults.Text(plant.SecondsSinceStart) is { } text && text != told)
                Console.WriteLine($"SIMULATED fault at {plant.SecondsSinceStart.ToString("0.000", CultureInfo.InvariantCulture)} s: {((told = text).Length > 0 ? text : "none")}");
            if (now >= say)
            {
                say += SayEveryNs;
                Console.WriteLine(Heard(plant, counted()));
            }
            clock.Wait();
        }
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Ok;
    }

    static CanSocket Socket(string name, BusMap bus)
    {
        try
        {
            return new(name, bus.CommandFilters);
        }
        catch (ArgumentException e)
        {
            throw new VerbFailure(ExitCode.Usage, $"--can {e.Message}");
        }
    }

    static string Heard(InverterCounterpart plant, string counted)
    {
        double rated = plant.Settings.RatedVoltAmperes;
        string command = plant.Taken == 0 ? "no command yet"
            : $"commanded P {Power(plant.Command.ActivePowerPu * rated)} W, Q {Power(plant.Command.VarInjectedPu * rated)} var, gates {(plant.Command.GateEnable ? "on" : "off")}, {plant.Command.Phase}{(plant.Obeys ? "" : ", EXPIRED")}";
        return $"SIMULATED {plant.SecondsSinceStart.ToString("0.0", CultureInfo.InvariantCulture)} s  {command}; gives P {Power(plant.State.ActivePowerPu * rated)} W, Q {Power(plant.State.VarInjectedPu * rated)} var; "
            + counted;
    }

    static string Power(double value) => double.IsFinite(value) ? value.ToString("+0;-0;0", CultureInfo.InvariantCulture) : "?";
}
