using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Firmware.Post;
using V2G.Firmware.Roles;
using V2G.Linux.Local;
using V2G.Linux.ProcessImage;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>
/// Runs a board against the wall clock on a thread of its own: at the top of each tick it takes what links and people sent, then it
/// ticks and publishes. Once armed its thread allocates nothing and waits for nobody; it counts that itself. Where a board
/// skips missed periods, the simulated one makes up for them, tick by tick without waiting, up to a bound: its plant knows no other
/// time, and that shall be the wall's.
/// </summary>
internal sealed class LoopHost : IDisposable
{
    // How often the whole image is published: the screen and `status` want no more. The command goes out every tick.
    const long PublishEveryNs = 20_000_000;

    /// <summary>A tick that begins later than this is late: the deadline of the whole way from sample to command.</summary>
    const long LateNs = 100_000_000;

    // Ten seconds of the board's time are caught up with at most; after a longer stop the plant goes on from where it stood.
    const long MostOwedTicks = 10_000;

    readonly IBoardRun _run;
    readonly ImageWriter? _image;
    readonly SectionWriter<ControllerImage>? _shownSection;
    readonly SectionWriter<CommandSection>? _commandSection;
    readonly SectionWriter<BoardEvent>? _eventSection;
    readonly SeqpacketServer? _requests, _datagrams;
    readonly LinkTable? _links;
    readonly BoardHardware? _hardware;
    readonly WaveformTail? _tail;
    readonly double _speed;
    readonly RealTimeThread _thread;
    readonly LatencyHistogram _wakeUps = new();
    ControllerImage _shown;
    readonly int _publishEvery;
    long _eventsSeen;
    bool _armed;
    int _stop;
    long _sagEndsNs, _lampEndsNs;

    public LoopHost(IBoardRun run, ulong settingsHash, LoopDoors? doors = null, WaveformTail? tail = null, double speed = 1, RealTimeRequest? realTime = null,
        BoardHardware? hardware = null, StartFindings start = default)
    {
        _run = run;
        _image = doors?.Image;
        _shownSection = _image?.Section<ControllerImage>(ImageLayouts.Shown);
        _commandSection = _image?.Section<CommandSection>(ImageLayouts.Command);
        _eventSection = _image?.Section<BoardEvent>(ImageLayouts.Events);
        _requests = doors?.Requests;
        _datagrams = doors?.Datagrams;
        _links = doors?.Links;
        _hardware = hardware;
        _tail = tail;
        _speed = speed;
        _shown.Simulated = run.Simulated;
        _shown.OwnProcess = doors is not null;
        _shown.Start = start;
        run.Input.SelfTestFailed = start.AnyFailed;
        _shown.Settings = run.Loop.Settings;
        _shown.SettingsHash = settingsHash;
        _shown.HeldVoltagePu = double.NaN;
        if (hardware is not null)
        {
            _shown.Reset = hardware.Reset;
            _shown.WatchdogSeconds = hardware.TimeoutSeconds;
            _shown.HasGateLine = hardware.HasGates;
        }
        _publishEvery = Math.Max(1, (int)(PublishEveryNs / run.TickNs));
        _thread = new RealTimeThread("control", realTime ?? new(), Loop);
    }

    /// <summary>Why the loop ended by itself; null while it runs.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>What was asked of the kernel and refused; complete once <see cref="Start"/> has returned.</summary>
    public IReadOnlyList<string> Refusals => _thread.Refusals;

    public void Start() => _thread.Start();

    /// <summary>Tells the loop to end after the tick that it is in.</summary>
    public void Stop() => Volatile.Write(ref _stop, 1);

    /// <summary>Waits until the loop has ended.</summary>
    public void Join() => _thread.Join();

    /// <summary>Does what a person asks for, between two ticks, or says why not. On the loop's own thread, or before it has started.</summary>
    public ReplyKind Take(in ControlRequest request)
    {
        switch (request.Kind)
        {
            case RequestKind.SimulateSag:
                bool inRange = request.VoltagePu >= ControlRequest.MinSagPu && request.VoltagePu <= ControlRequest.MaxSagPu
                    && request.Seconds > 0 && request.Seconds <= ControlRequest.MaxSeconds && request.Test is SagTest.PowerInhibited or SagTest.Energised;
                if (!inRange) return ReplyKind.OutOfRange;
                if (_shown.SagTest != SagTest.None) return ReplyKind.TestRunning;
                if (_run.Loop.State.State is not (ControllerState.InService or ControllerState.SupportingInject or ControllerState.SupportingAbsorb)) return ReplyKind.NotInService;
                _run.Loop.HeldVoltagePu = _shown.HeldVoltagePu = request.VoltagePu;
                _run.Input.SagTest = _shown.SagTest = request.Test;
                _sagEndsNs = _run.NowNs + (long)(request.Seconds * 1e9);
                return ReplyKind.Accepted;
            case RequestKind.EndSag:
                EndSag();
                return ReplyKind.Accepted;
            case RequestKind.Acknowledge:
                _run.Input.Acknowledge = true;
                _run.Input.WatchdogReset = false;
                return ReplyKind.Accepted;
            case RequestKind.TestLamp:
                bool lamp = request.Lamp.Colour <= LampColour.White && request.Lamp.Rhythm <= LampRhythm.Breathing && request.Lamp.Pulses is >= 0 and <= 16
                    && request.Seconds > 0 && request.Seconds <= 60;
                if (!lamp) return ReplyKind.OutOfRange;
                _run.Input.LampTest = request.Lamp;
                _lampEndsNs = _run.NowNs + (long)(request.Seconds * 1e9);
                return ReplyKind.Accepted;
            default:
                return ReplyKind.Malformed;
        }
    }

    void Loop()
    {
        try
        {
            // Touch every path once before counting what is allocated.
            _shown.Rights = _thread.Rights;
            _shown.RealTime = _thread.Rights.RealTime;
            for (int i = 0; i < 200; i++) _run.Tick();
            if (_links is not null) LoopDoors.Rehearse(() => Outside(MonotonicClock.NowNs));
            _hardware?.Begin();
            Prove(MonotonicClock.NowNs, late: false);
            _run.Input.WatchdogReset = _shown.Reset.Cause == ResetCause.Watchdog;
            Tell(MonotonicClock.NowNs);
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
        PeriodicClock clock = new((long)(_run.TickNs / _speed));
        // The first use of a call binds it.
        _wakeUps.Record(clock.Wait().LatenessNs);
        _shown.WakeUp = _wakeUps.Summarise();
        _wakeUps.Clear();
        clock.Restart();
        MemoryWatch memory = MemoryWatch.Arm();
        _armed = true;
        _shown.RefusalsSeen = 0;
        Write(new() { Kind = BoardEventKind.Armed }, MonotonicClock.NowNs);
        long owed = 0, due = 0;
        for (long n = 0; Volatile.Read(ref _stop) == 0; n++)
        {
            if (owed == 0) owed = Wake(clock, out due);
            else due += clock.PeriodNs;
            owed--;
            long now = MonotonicClock.NowNs;
            bool late = now - due > LateNs;
            if (late) _shown.LateTicks++;
            Outside(now);
            _run.Input.DeadlineMissed = late;
            _hardware?.Lines?.Read(ref _run.Input.Board);
            _hardware?.Pilot?.Read(now, ref _run.Input.Board);
            _hardware?.Insulation?.Read(now, ref _run.Input.Board);
            _run.Tick();
            _hardware?.Pulse(_run.Output.Command.GateEnable);
            _hardware?.Lines?.Write(_run.Output.Lines);
            _hardware?.Pilot?.Write(_run.Output.Pilot);
            _hardware?.Insulation?.Write(now, _run.Output.Lines);
            _tail?.Add(_run.Samples);
            _shown.Ticks = n + 1;
            long done = MonotonicClock.NowNs;
            _shown.WorstTickNs = Math.Max(_shown.WorstTickNs, done - now);
            Tell(done);
            Prove(done, late);
            if (n % _publishEvery != 0) continue;
            _shown.Overruns = clock.Overruns;
            _shown.WakeUp = _wakeUps.Summarise();
            _shown.AllocatedBytes = memory.AllocatedBytes;
            _shown.Collections = memory.Collections;
            _run.Input.RealTimeViolated = _shown.RealTimeViolated;
            Publish(done);
        }
        Write(new() { Kind = BoardEventKind.Stopping }, MonotonicClock.NowNs);
        _hardware?.EndCleanly();
    }

    // How many ticks are owed to the wall's clock, the one that was due at `due` first. A board makes up for none: its grid has moved on.
    long Wake(PeriodicClock clock, out long due)
    {
        WakeUp wake = clock.Wait();
        _wakeUps.Record(wake.LatenessNs);
        due = wake.DueNs;
        if (!_run.Simulated) return 1;
        long owed = Math.Min(1 + wake.MissedPeriods, MostOwedTicks), given = 1 + wake.MissedPeriods - owed;
        _shown.GivenUpTicks += given;
        due = wake.DueNs + given * clock.PeriodNs;
        return owed;
    }

    // What links and people want, taken without waiting.
    void Outside(long nowNs)
    {
        if (_shown.SagTest != SagTest.None && _run.NowNs >= _sagEndsNs) EndSag();
        if (_run.Input.LampTest.Colour != LampColour.Off && _run.NowNs >= _lampEndsNs) _run.Input.LampTest = default;
        if (_requests is not null && _requests.Poll())
        {
            ControlRequest request = default;
            Span<byte> bytes = MemoryMarshal.AsBytes(new Span<ControlRequest>(ref request)), answer = stackalloc byte[1];
            for (int length; (length = _requests.Receive(bytes, out int peer, out _)) >= 0;)
            {
                bool whole = length == bytes.Length && request.Magic == ControlRequest.MagicValue;
                answer[0] = (byte)(whole ? Take(request) : ReplyKind.Malformed);
                _requests.Reply(peer, answer);
            }
        }
        if (_links is null) return;
        if (_datagrams!.Poll())
        {
            LinkDatagram datagram = default;
            Span<byte> bytes = MemoryMarshal.AsBytes(new Span<LinkDatagram>(ref datagram));
            for (int length; (length = _datagrams.Receive(bytes, out _, out uint user)) >= 0;)
            {
                // The time now: one that was sent after this tick had begun is no message from the future.
                Refused(_links.Take(datagram, length, user, MonotonicClock.NowNs, _run.NowNs), datagram.Role, nowNs);
            }
        }
        while (_links.Changed(nowNs, out Role role, out bool present))
            Write(new() { Kind = present ? BoardEventKind.LinkPresent : BoardEventKind.LinkSilent, Role = role }, nowNs);
        _links.Apply(_run.NowNs, ref _run.Input);
    }

    // The first refusal of its kind is an event; the rest are counted, for a flood must not push everything else out of the ring.
    void Refused(LinkRefusal refusal, Role role, long nowNs)
    {
        if (refusal == LinkRefusal.None || (_shown.RefusalsSeen >> (int)refusal & 1) != 0) return;
        _shown.RefusalsSeen |= 1 << (int)refusal;
        Write(new() { Kind = BoardEventKind.LinkRefused, Role = refusal == LinkRefusal.NotOurs ? default : role, Refusal = refusal }, nowNs);
    }

    void Prove(long nowNs, bool late)
    {
        if (_hardware is null) return;
        ref readonly GridMeasurement grid = ref _run.Loop.Grid;
        // A meter on a bus that falls silent is none that a reset of the board would bring back.
        bool fresh = _run.Loop.BusMeter is not null || grid.IsUsable(_run.NowNs);
        if (_hardware.Prove(nowNs, late, _shown, fresh, _image is null || _image.IsIntact) || _shown.Withheld != Withheld.No) return;
        _shown.Withheld = _hardware.Withheld;
        Write(new() { Kind = BoardEventKind.FeedingWithheld }, nowNs);
    }

    void EndSag()
    {
        _run.Loop.HeldVoltagePu = _shown.HeldVoltagePu = double.NaN;
        _run.Input.SagTest = _shown.SagTest = SagTest.None;
    }

    // After every tick: its command, and what it noticed.
    void Tell(long nowNs)
    {
        _commandSection?.Publish(new() { Command = _run.Output.Command, Tick = _shown.Ticks, TimeNs = _run.NowNs }, nowNs);
        ref readonly ControlEventRing events = ref _run.Loop.State.Events;
        if (events.Written == _eventsSeen) return;
        for (_eventsSeen = Math.Max(_eventsSeen, events.Written - ControlEventRing.Capacity); _eventsSeen < events.Written;)
            if (events.TryGet(++_eventsSeen, out ControlEvent e)) Write(new() { Kind = BoardEventKind.Control, Control = e }, nowNs);
    }

    void Write(BoardEvent e, long nowNs)
    {
        if (!_armed) return;
        e.TimeNs = e.Kind == BoardEventKind.Control ? e.Control.TimeNs : _run.NowNs;
        _eventSection?.Publish(e, nowNs);
    }

    // Times inside are the board's; the stamp of the section is the wall's monotonic clock, so that readers can tell stale from slow.
    void Publish(long nowNs)
    {
        _run.Describe(ref _shown);
        if (_links is not null)
        {
            _shown.Links = _links.States;
            _shown.Fans = _links.Fans;
        }
        if (_hardware is not null) _shown.GateEdges = _hardware.Edges;
        _shown.PublishedNs = nowNs;
        _shownSection?.Publish(_shown, nowNs);
    }

    public void Dispose()
    {
        Stop();
        _thread.Dispose();
    }
}
