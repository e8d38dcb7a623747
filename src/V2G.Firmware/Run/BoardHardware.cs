using System.Globalization;
using System.Text.Unicode;
using V2G.Control.PowerPath;
using V2G.Firmware.Can;
using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;
using V2G.Linux.Devices;
using V2G.Linux.Gpio;
using V2G.Linux.RealTime;
using V2G.Linux.Service;

namespace V2G.Firmware.Run;

/// <summary>
/// The lines and devices that the loop itself holds: the gates' pulse train, the hardware watchdog, the memory that survives a reset,
/// the service manager. What the board has not is left out. Everything that the loop calls allocates nothing and never throws.
/// </summary>
internal sealed class BoardHardware : IDisposable
{
    const long FeedEveryNs = 100_000_000;

    readonly GpioOutputs? _gates;
    readonly HardwareWatchdog? _watchdog;
    readonly PersistentMessage? _pmsg;
    readonly ServiceNotify _manager;
    readonly StartHistory _starts;
    readonly byte[] _words = new byte[160];
    ProgressProof _proof;
    ulong _gateLevel;
    long _nextFeedNs;
    bool _wordsSaid;

    /// <param name="warn">Told of what is configured and does not work, and can be done without.</param>
    /// <exception cref="VerbFailure">The gates' line is configured and can't be had: without it no power may flow.</exception>
    public BoardHardware(BoardSettings settings, string runDirectory, Action<string> warn, int loopPriority = 0)
    {
        _starts = new StartHistory(runDirectory);
        _manager = ServiceNotify.FromEnvironment();
        try
        {
            if (settings.GateEnable != BoardSettings.None) _gates = new([new GpioOutputLine(settings.GateEnable)]);
            if (settings.HasLines) Lines = new(settings);
            if (settings.PilotHigh != BoardSettings.None) Pilot = new(settings, loopPriority);
            if (settings.InsulationDriver == "can") Insulation = new(settings.InsulationCanInterface, InsulationBus(settings));
        }
        catch (DeviceException e)
        {
            _gates?.Dispose();
            Lines?.Dispose();
            throw new VerbFailure(ExitCode.Failed, $"lines: {e.Message}");
        }
        IReadOnlyList<SurvivingMessage>? survived = Try(settings.Pmsg, _ => PersistentMessage.ReadSurviving(), warn);
        _pmsg = Try(settings.Pmsg, path => new PersistentMessage(path), warn);
        _watchdog = Try(settings.Watchdog, path => new HardwareWatchdog(path), warn);
        if (_watchdog is not null)
        {
            try
            {
                TimeoutSeconds = _watchdog.SetTimeout((int)settings.WatchdogTimeoutSeconds);
            }
            catch (DeviceException e)
            {
                warn(e.Message);
                TimeoutSeconds = _watchdog.TimeoutSeconds;
            }
            if (!_watchdog.StaysArmed) warn($"{settings.Watchdog}: its driver disarms it when this process dies");
        }
        Reset = ResetRecord.Of(_watchdog?.BootStatus, survived, _starts.Crashes);
        if (_starts.Crashes >= StartHistory.TooMany) _proof.GiveUp();
    }

    public ResetRecord Reset { get; }

    /// <summary>The watchdog's, s; 0 without one.</summary>
    public int TimeoutSeconds { get; }

    public bool HasGates => _gates is not null;

    /// <summary>The power path's lines; null where none is configured.</summary>
    public BoardLines? Lines { get; }

    /// <summary>The insulation monitor on a bus; null where none is configured.</summary>
    public CanInsulationMonitor? Insulation { get; }

    /// <summary>The control pilot's front end; null where none is configured.</summary>
    public PilotFrontEnd? Pilot { get; }

    /// <summary>What it says and is told, by its files.</summary>
    /// <exception cref="ConfigurationException">They are wrong.</exception>
    public static BusMap InsulationBus(BoardSettings settings)
    {
        static string? Named(string file) => file == BoardSettings.None ? null : file;
        return BusMap.Load(Named(settings.InsulationDbc), Named(settings.InsulationSignals), BusKind.Insulation);
    }

    /// <summary>Edges of the gates' line since the start.</summary>
    public long Edges { get; private set; }

    public Withheld Withheld => _proof.Withheld;

    /// <summary>Uses everything once, since the first use of a call binds it, and tells the service manager that the loop runs.</summary>
    public void Begin()
    {
        _gates?.SetValues(1, 0);
        BoardInputs board = default;
        Lines?.Read(ref board);
        Lines?.Write(LineOutputs.None);
        Pilot?.Read(MonotonicClock.NowNs, ref board);
        Insulation?.Read(MonotonicClock.NowNs, ref board);
        Insulation?.Write(MonotonicClock.NowNs, LineOutputs.None);
        _watchdog?.Feed();
        Say(0, 0, 0, 0, "armed");
        _wordsSaid = false;
        _manager.Ready();
        _manager.Watchdog();
    }

    /// <summary>An edge for a tick that lets the gates switch; the line rests low in one that does not.</summary>
    public void Pulse(bool enabled)
    {
        ulong level = enabled ? _gateLevel ^ 1 : 0;
        if (_gates is null || level == _gateLevel) return;
        _gateLevel = level;
        Edges++;
        _gates.SetValues(1, level);
    }

    /// <summary>Once a tick: feeds what waits for a proof of progress, when it is due and there is one.</summary>
    /// <returns>False from the tick on in which feeding ended.</returns>
    public bool Prove(long nowNs, bool late, in ControllerImage shown, bool fresh, bool intact)
    {
        bool progress = _proof.Step(nowNs, late, fresh, intact);
        if (!progress)
        {
            if (!_wordsSaid) Say(shown.Ticks, shown.TimeNs, (uint)shown.State.Inhibits, shown.State.Faults.Present, "not fed: ");
            return false;
        }
        if (nowNs < _nextFeedNs) return true;
        _nextFeedNs = nowNs + FeedEveryNs;
        _watchdog?.Feed();
        _manager.Watchdog();
        return true;
    }

    // One line into the memory that survives the reset that is to come.
    void Say(long tick, long timeNs, uint inhibits, ulong faults, string what)
    {
        _wordsSaid = true;
        string reason = _proof.Withheld switch
        {
            Withheld.Deadline => "deadline", Withheld.Samples => "samples", Withheld.Image => "image", Withheld.Crashes => "crashes", _ => "",
        };
        if (Utf8.TryWrite(_words, CultureInfo.InvariantCulture, $"v2g {what}{reason} tick={tick} ms={timeNs / 1_000_000} inhibits={inhibits:x} faults={faults:x}\n", out int length))
            _pmsg?.Write(_words.AsSpan(0, length));
    }

    /// <summary>The loop has ended as it was told to: no reset, no crash.</summary>
    public void EndCleanly()
    {
        _manager.Stopping();
        Pulse(false);
        Pilot?.Write(PilotSignal.Unavailable);
        Say(0, 0, 0, 0, ResetRecord.StoppedMark);
        _watchdog?.Release(disarm: true);
        _starts.EndedCleanly();
    }

    static T? Try<T>(string path, Func<string, T> open, Action<string> warn)
        where T : class
    {
        if (path == BoardSettings.None) return null;
        try
        {
            return open(path);
        }
        catch (Exception e) when (e is DeviceException or UnauthorizedAccessException or IOException)
        {
            warn(e.Message);
            return null;
        }
    }

    public void Dispose()
    {
        _gates?.Dispose();
        Lines?.Dispose();
        Insulation?.Dispose();
        Pilot?.Dispose();
        _watchdog?.Dispose();
        _pmsg?.Dispose();
        _manager.Dispose();
    }
}
