using System.Globalization;
using ConsoleAppFramework;
using V2G.Control.Measurement;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters;
using V2G.Firmware.Meters;
using V2G.Firmware.Recordings;
using V2G.Firmware.Post;
using V2G.Firmware.Roles;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Linux.Devices;
using V2G.Linux.Local;
using V2G.Linux.ProcessImage;
using V2G.Linux.RealTime;
using V2G.Linux.Service;

namespace V2G.Firmware.Verbs;

internal sealed class RoleVerb
{
    // What a recording of the waveform holds at most.
    const double RecordedSeconds = 10;

    /// <summary>More would make logs longer than `replay` reads.</summary>
    public const int MostRingMiB = 32;

    /// <summary>One process of a board: controller, vehicle-link, grid-link, inverter-link, recorder, fan-controller. `run` starts what a board needs; on a board units do.</summary>
    /// <param name="name">Which.</param>
    /// <param name="simulate">The plant in place of the hardware; otherwise the devices that v2g.yaml names.</param>
    /// <param name="etc">Directory with v2g.yaml and control-logic.yaml.</param>
    /// <param name="script">What the simulated grid does: lively or steady.</param>
    /// <param name="seed">Seed of everything random in the simulation.</param>
    /// <param name="power">Active power asked for, pu of rating, + = discharge; otherwise -0.3 with --simulate and none without.</param>
    /// <param name="cold">Start from power-on, with the whole enter-service delay; otherwise in service.</param>
    /// <param name="inject">What goes wrong at the simulated station, separated by commas, with @from..to (s since the start) for a time: ground-fault, insulation-fault, emergency-stop, door, gate-driver, relay-welded, relay-dead, no-pre-charge, contactor-welded, contactor-dead, breaker-stuck, trip-coil, residual-monitor, insulation-monitor, not-ready, unplugged.</param>
    /// <param name="speed">Times real time.</param>
    /// <param name="links">Links that the controller shall expect, separated by commas; otherwise those of a board, and none with --simulate.</param>
    /// <param name="state">Directory in which the energy counters are kept over restarts.</param>
    /// <param name="log">Directory of service.log.</param>
    /// <param name="record">Write the last 10 s of waveform as COMTRADE (FILE.cfg and FILE.dat, or one FILE.cff) at the end.</param>
    /// <param name="blackBox">Size of the black box's ring, MiB, 0 … 32; 0: none.</param>
    /// <param name="decisions">Recorder: write the last minutes' ticks (FILE.v2glog) at the end; `replay` decides them again.</param>
    /// <param name="cpu">CPU that the loop runs on; otherwise any.</param>
    /// <param name="priority">Real-time priority of the loop (SCHED_FIFO 1 … 98) with locked memory; otherwise none is asked for.</param>
    /// <param name="parent">End when this process does.</param>
    [Command("role")]
    public int Run(
        [Argument] string name, bool simulate = false, string? etc = null, string script = "lively", ulong seed = 1, double? power = null, bool cold = false,
        double speed = 1, string? links = null, string? state = null, string? log = null, string? record = null,
        int blackBox = 3, string? decisions = null, int? cpu = null, int? priority = null, string? inject = null,
        int? parent = null, CancellationToken cancellation = default)
    {
        Role role = Roles.Roles.Parse(name);
        if (parent is { } id && !ParentWatch.EndWith(id)) return ExitCode.Failed;
        if (role != Role.Controller)
        {
            using LinkRole link = Link(role, simulate, etc, log, state, decisions);
            using ServiceNotify manager = ServiceNotify.FromEnvironment();
            link.Run(() => manager.Ready(), () => manager.Watchdog(), cancellation);
            manager.Stopping();
            return ExitCode.Ok;
        }
        SimulationChoice choice = new(simulate, etc, script, seed, power, cold, speed, cpu, priority, inject);
        choice.Check();
        if (blackBox is not (>= 0 and <= MostRingMiB)) throw new VerbFailure(ExitCode.Usage, $"--black-box must be 0 … {MostRingMiB} MiB");
        (LoadedSettings loaded, CalibrationSet calibration) = simulate ? SimulationChoice.Load(etc) : (SimulationChoice.LoadBoard(etc), default);
        using IDisposable only = RunDirectory.Take();
        Role[] expected = links is null && !simulate ? BoardLinks : Roles.Roles.ParseList(links);
        if (loaded.Board.NeedsInverterLink) expected = [.. expected.Union([Role.InverterLink])];
        uint[] users = [.. Enumerable.Range(0, Roles.Roles.Count).Select(r => UserTable.IdOf(((Role)r).UserName()) ?? UserTable.Own)];
        LinkTable table = new(expected, users, UserTable.Own, loaded.Board.HeartbeatTimeoutSeconds, choice.Power, simulate ? 0 : MonotonicClock.NowNs);
        using IInverterDriver? inverter = InverterDrivers.Open(loaded, simulate, speed, table, Say);
        // The simulated board brings its own second meter.
        using IMeterDriver? meter = simulate ? null : MeterDrivers.Open(loaded, table, Say);
        if (record is not null && !simulate && loaded.Board.SensesByMeter) throw new VerbFailure(ExitCode.Usage, "--record: a meter on a bus brings no waveform");
        (IBoardRun run, double sampleRateHz) = simulate ? Simulated(choice, loaded, calibration, expected, inverter) : Sensed(loaded, etc, inverter, meter);
        using IDisposable? devices = run as IDisposable;
        WaveformTail? tail = record is null ? null : new(run.Loop.Meter.Settings.ChannelCount, sampleRateHz, RecordedSeconds);
        if (state is not null)
        {
            using CounterStore counters = new(state);
            if (counters.Restore(run.Loop.Energy)) run.Loop.Remember(counters.Grid, counters.Vehicle);
        }
        using LoopDoors doors = new(table);
        using SegmentRingWriter? ring = blackBox == 0 ? null
            : new(RunDirectory.Ring, TickRecorder.LayoutVersion, TickRecorder.SegmentBytes, (blackBox << 20) / TickRecorder.SegmentBytes);
        run.Recorder = ring is null ? null : new(ring);
        StartFindings found = StartCheck.Look(Environment.ProcessPath ?? "", SimulationChoice.DirectoryOf(etc), state, DateTime.UtcNow);
        // A simulated board is provisioned by being one.
        if (!simulate) run.Input.CurveAccepted = File.Exists(Path.Combine(SimulationChoice.DirectoryOf(etc), SettingsLoader.ControlLogicFile));
        run.Input.NoCertificate = !simulate && found.Key.Result == PostResult.Absent;
        using BoardHardware hardware = new(loaded.Board, RunDirectory.Path, Say, priority ?? Configured(loaded.Board.Priority, 0, simulate) ?? 0);
        using LoopHost host = new(run, ulong.Parse(loaded.Hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture), doors, tail, speed,
            new() { Cpu = cpu ?? Configured(loaded.Board.Cpu, -1, simulate), Priority = priority ?? Configured(loaded.Board.Priority, 0, simulate) }, hardware, found);
        foreach (string source in loaded.Sources) Console.Error.WriteLine($"v2g: settings: {source}");
        // What the start left behind is collected before the loop begins to count collections.
        // And its memory given back, for all that is there then is locked.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        host.Start();
        foreach (string refusal in host.Refusals) Console.Error.WriteLine($"v2g: real time: {refusal}");
        using (cancellation.Register(host.Stop)) host.Join();
        if (host.Failure is { } failure) throw new VerbFailure(ExitCode.Failed, $"the control loop ended: {failure.Message}");
        if (record is not null) WaveformFile.Write(record, tail!, run.Loop.Settings.Site, Console.Error);
        return ExitCode.Ok;
    }

    // Those that the units start beside it.
    static readonly Role[] BoardLinks = [Role.VehicleLink, Role.GridLink, Role.Recorder, Role.FanController];

    static void Say(string text) => Console.Error.WriteLine($"v2g: {text}");

    static (IBoardRun, double) Simulated(SimulationChoice choice, LoadedSettings loaded, in CalibrationSet calibration, Role[] expected, IInverterDriver? inverter) => (
        new SimulatedRun(loaded.Settings, choice.Options(calibration) with
        {
            VehicleByLink = expected.Contains(Role.VehicleLink), TickNs = (long)(loaded.Board.PeriodMs * 1e6), Lines = SimulationChoice.SimulatesLines(loaded.Board, choice.Inject),
        }, calibration, inverter), SimulatedRun.SampleRateHz);

    static (IBoardRun, double) Sensed(LoadedSettings loaded, string? etc, IInverterDriver? inverter, IMeterDriver? meter)
    {
        if (loaded.Board.SensesByMeter) return (new MeteredRun(loaded.Settings, loaded.Board, meter!, inverter), 0);
        try
        {
            SensedRun run = new(loaded.Settings, loaded.Board, UnitCalibration.Load(SimulationChoice.DirectoryOf(etc), Say), inverter: inverter, second: meter);
            return (run, run.NominalRateHz);
        }
        catch (DeviceException e)
        {
            throw new VerbFailure(ExitCode.Failed, $"samples: {e.Message}");
        }
    }

    // What the board's file says of the loop's place is meant for the board; on a simulated one only the command line counts.
    static int? Configured(double value, double none, bool simulate) => simulate || value == none ? null : (int)value;

    // Fans turn whatever the configuration says: without it those of the kernel's hardware monitoring.
    static BoardSettings? FanSettings(string? etc)
    {
        try
        {
            return SettingsLoader.Load(SimulationChoice.DirectoryOf(etc)).Board;
        }
        catch (ConfigurationException e)
        {
            Say($"{e.Errors[0]}; fans that v2g.yaml names are left to the hardware");
            return null;
        }
    }

    static LinkRole Link(Role role, bool simulate, string? etc, string? log, string? state, string? decisions) => role switch
    {
        Role.VehicleLink => new VehicleLinkRole(simulate, simulate ? SettingsLoader.Load(SimulationChoice.DirectoryOf(etc)) : null),
        Role.GridLink => new GridLinkRole(simulate),
        Role.InverterLink => new InverterLinkRole(SettingsLoader.Load(SimulationChoice.DirectoryOf(etc))),
        Role.Recorder => new RecorderRole(log ?? Defaults.LogDirectory, state, decisions),
        Role.FanController => new FanRole(FanSettings(etc)),
        _ => throw new VerbFailure(ExitCode.Usage, "this version shares no site between vehicles yet: there is nothing for an aggregator to do"),
    };
}
