using V2G.Control;
using V2G.Linux.ProcessImage;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>
/// Runs a simulated board against the wall clock on a thread of its own, publishes what it does, and takes requests between ticks.
/// Once armed its thread allocates nothing; it counts that itself. Where a board skips missed periods, the simulated one makes up for
/// them, tick by tick without waiting, up to a bound: its plant knows no other time, and that shall be the wall's.
/// </summary>
internal sealed class LoopHost : IDisposable
{
    // How often the image is published, in ticks: the screen and `status` want no more.
    const int PublishEvery = 20;

    /// <summary>A tick that begins later than this is late: the deadline of the whole way from sample to command.</summary>
    const long LateNs = 100_000_000;

    // Ten seconds of the board's time are caught up with at most; after a longer stop the plant goes on from where it stood.
    const long MostOwedTicks = 10_000;

    // How long a request waits for the one before it to be taken: ticks are a millisecond apart, in slow motion up to 100.
    const int SlotPatienceMs = 250;

    readonly SimulatedRun _run;
    readonly ImageWriter<ControllerImage>? _image;
    readonly WaveformTail? _tail;
    readonly double _speed;
    readonly RealTimeThread _thread;
    readonly LatencyHistogram _wakeUps = new();
    ControllerImage _shown;
    ControlRequest _request;
    int _requestWaits;
    int _sagTaken;
    int _stop;
    long _sagEndsNs;

    public LoopHost(SimulatedRun run, ulong settingsHash, ImageWriter<ControllerImage>? image, WaveformTail? tail = null, double speed = 1,
        RealTimeRequest? realTime = null)
    {
        _run = run;
        _image = image;
        _tail = tail;
        _speed = speed;
        _shown.Simulated = true;
        _shown.Settings = run.Loop.Settings;
        _shown.SettingsHash = settingsHash;
        _shown.HeldVoltagePu = double.NaN;
        _thread = new RealTimeThread("control", realTime ?? new(), Loop);
    }

    /// <summary>Why the loop ended by itself; null while it runs.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>What was asked of the kernel and refused; complete once <see cref="Start"/> has returned.</summary>
    public IReadOnlyList<string> Refusals => _thread.Refusals;

    public void Start() => _thread.Start();

    /// <summary>Hands a request to the loop. Called from one thread only.</summary>
    public ReplyKind Take(in ControlRequest request, in ControllerImage now)
    {
        if (request.Kind == RequestKind.SimulateSag)
        {
            bool inRange = request.VoltagePu >= ControlRequest.MinSagPu && request.VoltagePu <= ControlRequest.MaxSagPu
                && request.Seconds > 0 && request.Seconds <= ControlRequest.MaxSeconds && request.Test is SagTest.PowerInhibited or SagTest.Energised;
            if (!inRange) return ReplyKind.OutOfRange;
            // What is shown is up to 20 ms old: of two who ask in that time one would end the other's test.
            if (Volatile.Read(ref _sagTaken) != 0) return ReplyKind.TestRunning;
            if (now.State.State is not (ControllerState.InService or ControllerState.SupportingInject or ControllerState.SupportingAbsorb)) return ReplyKind.NotInService;
        }
        else if (request.Kind is not (RequestKind.EndSag or RequestKind.Acknowledge))
        {
            return ReplyKind.Malformed;
        }
        if (!SpinWait.SpinUntil(() => Volatile.Read(ref _requestWaits) == 0, SlotPatienceMs)) return ReplyKind.Busy;
        if (request.Kind == RequestKind.SimulateSag) Volatile.Write(ref _sagTaken, 1);
        _request = request;
        Volatile.Write(ref _requestWaits, 1);
        return ReplyKind.Accepted;
    }

    void Loop()
    {
        try
        {
            // Touch every path once before counting what is allocated.
            _shown.Rights = _thread.Rights;
            _shown.RealTime = _thread.Rights.RealTime;
            for (int i = 0; i < 200; i++) _run.Tick();
            Publish(MonotonicClock.NowNs);
            Pace();
        }
        catch (Exception e)
        {
            // The one place where the loop's thread may end: said by the main thread, which ends the process.
            Failure = e;
        }
    }

    void Pace()
    {
        PeriodicClock clock = new((long)(_run.Board.Site.TickNs / _speed));
        // The first use of a call binds it.
        _wakeUps.Record(clock.Wait().LatenessNs);
        _shown.WakeUp = _wakeUps.Summarise();
        _wakeUps.Clear();
        clock.Restart();
        MemoryWatch memory = MemoryWatch.Arm();
        long owed = 0, due = 0;
        for (long n = 0; Volatile.Read(ref _stop) == 0; n++)
        {
            if (owed == 0) owed = Wake(clock, out due);
            else due += clock.PeriodNs;
            owed--;
            long now = MonotonicClock.NowNs;
            if (now - due > LateNs) _shown.LateTicks++;
            Requests();
            _run.Tick();
            _tail?.Add(_run.Board.Samples);
            _shown.WorstTickNs = Math.Max(_shown.WorstTickNs, MonotonicClock.NowNs - now);
            _shown.Ticks = n + 1;
            if (n % PublishEvery != 0) continue;
            _shown.Overruns = clock.Overruns;
            _shown.WakeUp = _wakeUps.Summarise();
            _shown.AllocatedBytes = memory.AllocatedBytes;
            _shown.Collections = memory.Collections;
            _run.Input.RealTimeViolated = _shown.RealTimeViolated;
            Publish(now);
        }
    }

    // How many ticks are owed to the wall's clock, the one that was due at `due` first.
    long Wake(PeriodicClock clock, out long due)
    {
        WakeUp wake = clock.Wait();
        _wakeUps.Record(wake.LatenessNs);
        long owed = Math.Min(1 + wake.MissedPeriods, MostOwedTicks), given = 1 + wake.MissedPeriods - owed;
        _shown.GivenUpTicks += given;
        due = wake.DueNs + given * clock.PeriodNs;
        return owed;
    }

    void Requests()
    {
        if (_shown.SagTest != SagTest.None && _run.Board.NowNs >= _sagEndsNs) EndSag();
        if (Volatile.Read(ref _requestWaits) == 0) return;
        switch (_request.Kind)
        {
            case RequestKind.SimulateSag:
                _run.Loop.HeldVoltagePu = _shown.HeldVoltagePu = _request.VoltagePu;
                _run.Input.SagTest = _shown.SagTest = _request.Test;
                _sagEndsNs = _run.Board.NowNs + (long)(_request.Seconds * 1e9);
                break;
            case RequestKind.EndSag:
                EndSag();
                break;
            default:
                _run.Input.Acknowledge = true;
                break;
        }
        Volatile.Write(ref _requestWaits, 0);
    }

    void EndSag()
    {
        _run.Loop.HeldVoltagePu = _shown.HeldVoltagePu = double.NaN;
        _run.Input.SagTest = _shown.SagTest = SagTest.None;
        Volatile.Write(ref _sagTaken, 0);
    }

    // Times inside are the board's; the stamp of the section is the wall's monotonic clock, so that readers can tell stale from slow.
    void Publish(long nowNs)
    {
        _run.Describe(ref _shown);
        _image?.Publish(_shown, nowNs);
    }

    public void Dispose()
    {
        Volatile.Write(ref _stop, 1);
        _thread.Dispose();
    }
}
