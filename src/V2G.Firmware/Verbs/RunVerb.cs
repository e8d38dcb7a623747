using ConsoleAppFramework;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters;
using V2G.Firmware.Live;
using V2G.Firmware.Roles;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed class RunVerb
{
    /// <summary>Starts the roles of a board as processes of their own, each anew when it ends, with a live view. With --simulate a plant stands in for the hardware.</summary>
    /// <param name="simulate">The plant in place of the hardware, every figure labelled SIMULATED; otherwise the devices that v2g.yaml names.</param>
    /// <param name="etc">Directory with v2g.yaml and control-logic.yaml.</param>
    /// <param name="script">What the simulated grid does: lively or steady.</param>
    /// <param name="seed">Seed of everything random in the simulation.</param>
    /// <param name="power">Active power asked for, pu of rating, + = discharge; otherwise -0.3 with --simulate and none without.</param>
    /// <param name="cold">Start from power-on, with the whole enter-service delay; otherwise in service.</param>
    /// <param name="duration">Stop after so many seconds.</param>
    /// <param name="inject">What goes wrong at the simulated station, separated by commas, with @from..to (s since the start) for a time: ground-fault, insulation-fault, emergency-stop, door, gate-driver, relay-welded, relay-dead, no-pre-charge, contactor-welded, contactor-dead, breaker-stuck, trip-coil, residual-monitor, insulation-monitor, relay-1-welded, relay-2-welded, relay-1-dead, relay-2-dead, gate-driver-blind, not-ready, unplugged.</param>
    /// <param name="speed">Times real time. Above 1 the vehicle and grid links, which live by the wall's clock, are left out.</param>
    /// <param name="plain">One line a second instead of the live screen.</param>
    /// <param name="noColor">No colour.</param>
    /// <param name="state">Directory in which the energy counters are kept over restarts.</param>
    /// <param name="log">Directory of service.log and of the black box's logs; otherwise in the run directory.</param>
    /// <param name="record">Write the last 10 s of waveform as COMTRADE (FILE.cfg and FILE.dat, or one FILE.cff) at the end.</param>
    /// <param name="blackBox">Size of the black box's ring, MiB, 0 … 32; 0: none.</param>
    /// <param name="decisions">Write the last minutes' ticks (FILE.v2glog) at the end; `replay` decides them again.</param>
    /// <param name="cpu">CPU that the loop runs on; otherwise any.</param>
    /// <param name="priority">Real-time priority of the loop (SCHED_FIFO 1 … 98) with locked memory; otherwise none is asked for.</param>
    [Command("run")]
    public int Run(
        bool simulate = false, string? etc = null, string script = "lively", ulong seed = 1, double? power = null, bool cold = false, double? duration = null,
        double speed = 1, bool plain = false, bool noColor = false, string? state = null, string? log = null, string? record = null,
        int blackBox = 3, string? decisions = null, int? cpu = null, int? priority = null, string? inject = null, CancellationToken cancellation = default)
    {
        if (duration is not (null or > 0)) throw new VerbFailure(ExitCode.Usage, "--duration must be above 0 s");
        SimulationChoice choice = new(simulate, etc, script, seed, power, cold, speed, cpu, priority, inject);
        choice.Check();
        if (blackBox is not (>= 0 and <= RoleVerb.MostRingMiB)) throw new VerbFailure(ExitCode.Usage, $"--black-box must be 0 … {RoleVerb.MostRingMiB} MiB");
        if (decisions is not null && (blackBox == 0 || !decisions.EndsWith(LogFile.Extension, StringComparison.Ordinal)))
            throw new VerbFailure(ExitCode.Usage, $"--decisions needs a black box and a name that ends with {LogFile.Extension}");
        // Here, so that what is wrong is said before anything is started.
        LoadedSettings loaded = simulate ? SimulationChoice.Load(etc).Loaded : SimulationChoice.LoadBoard(etc);
        InverterDrivers.Check(loaded.Board, simulate, speed);
        if (simulate) SimulationChoice.SimulatesLines(loaded.Board, inject);
        using (RunDirectory.Take()) { }

        bool modbus = loaded.Board.NeedsInverterLink;
        Role[] links = speed > 1 ? [] : [Role.VehicleLink, Role.GridLink];
        string logDirectory = Path.GetFullPath(log ?? Path.Combine(RunDirectory.Path, "log"));
        string[] states = state is null ? [] : ["--state", Path.GetFullPath(state)];
        string[] records = record is null ? [] : ["--record", Path.GetFullPath(record)];
        Supervisor roles = new(
            [.. choice.Arguments(), "--links", string.Join(',', links.Select(l => l.Text())), .. states, .. records, "--black-box", blackBox.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            [
                .. links.Select(l => (l, simulate ? (string[])["--simulate", .. etc is null ? (string[])[] : ["--etc", Path.GetFullPath(etc)]] : [])),
                (Role.Recorder, ["--log", logDirectory, .. states, .. decisions is null ? (string[])[] : ["--decisions", Path.GetFullPath(decisions)]]),
                (Role.FanController, etc is null ? (string[])[] : ["--etc", Path.GetFullPath(etc)]),
                .. modbus ? [(Role.InverterLink, etc is null ? (string[])[] : ["--etc", Path.GetFullPath(etc)])] : Array.Empty<(Role, string[])>(),
            ]);
        try
        {
            using LiveTerminal terminal = new(plain, noColor);
            return Show(roles, terminal, duration, cancellation);
        }
        finally
        {
            roles.Dispose();
            // What roles say at their end is read on the terminal that was there before.
            foreach (string line in roles.Said()) Console.Error.WriteLine(line);
        }
    }

    static int Show(Supervisor roles, LiveTerminal terminal, double? duration, CancellationToken cancellation)
    {
        using ControllerView view = new();
        long end = long.MaxValue;
        while (Environment.TickCount64 < end)
        {
            if (cancellation.IsCancellationRequested) return ExitCode.Interrupted;
            roles.Watch();
            foreach (string line in roles.Said()) terminal.Line(line);
            if (view.TryShown(out ControllerImage shown, out _))
            {
                if (end == long.MaxValue && duration is { } seconds) end = Environment.TickCount64 + (long)(seconds * 1000);
                if (LiveVerb.Key(terminal.Update(shown), terminal, shown)) return ExitCode.Ok;
            }
            // Keys have to be looked for; lines come once a second.
            Thread.Sleep(terminal.HasScreen ? 20 : 100);
        }
        return ExitCode.Ok;
    }
}
