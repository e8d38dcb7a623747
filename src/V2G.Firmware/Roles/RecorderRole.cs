using V2G.Firmware.BlackBox;
using V2G.Firmware.Run;

namespace V2G.Firmware.Roles;

/// <summary>Drains the controller's event ring into service.log, writes the black box after a trip or a fault, and keeps the energy counters.</summary>
internal sealed class RecorderRole : LinkRole
{
    const int SaveEveryMs = 1000, ReportEveryMs = 500, MapEveryMs = 1000;

    readonly ServiceLog _log;
    readonly CounterStore? _counters;
    readonly string _blackBoxDirectory;
    readonly string? _decisions;
    BlackBoxRecorder? _blackBox;
    KernelLineLimit _kernelLines;
    long _nextSaveMs, _nextReportMs, _nextMapMs;

    /// <param name="decisions">Log of the last minutes' ticks that is written at the end; null: only after trips and faults.</param>
    public RecorderRole(string logDirectory, string? stateDirectory, string? decisions)
        : base(Role.Recorder, TimeSpan.FromMilliseconds(50))
    {
        _log = new(logDirectory);
        _blackBoxDirectory = Path.Combine(logDirectory, "blackbox");
        _decisions = decisions;
        _counters = stateDirectory is null ? null : new(stateDirectory);
        // The slot after the newest is written next; the figures themselves come from the controller.
        _counters?.Restore(new());
    }

    protected override bool Pass(ref LinkDatagram datagram)
    {
        Drain();
        long now = Environment.TickCount64;
        Follow(now);
        _blackBox?.Poll();
        if (now >= _nextSaveMs)
        {
            Save();
            _nextSaveMs = now + SaveEveryMs;
        }
        if (now < _nextReportMs) return false;
        _nextReportMs = now + ReportEveryMs;
        return true;
    }

    void Drain()
    {
        while (View.TryEvent(out BoardEvent e, out long timeNs, out long missed))
        {
            if (missed > 0) _log.Missed(missed);
            _log.Write(e, timeNs);
            if (KernelLine.Of(e) is { } line && _kernelLines.May(Environment.TickCount64)) Console.Error.WriteLine(line);
        }
        _log.Flush();
    }

    // A controller that was started anew has another ring; what the one before it left is written first.
    void Follow(long nowMs)
    {
        if (nowMs < _nextMapMs || !View.TryShown(out _, out _) || View.ProcessId == _blackBox?.ProcessId) return;
        _nextMapMs = nowMs + MapEveryMs;
        _blackBox?.Dispose();
        _blackBox = null;
        try
        {
            _blackBox = new(RunDirectory.Image, RunDirectory.Ring, _blackBoxDirectory, new(), Say, () => DateTimeOffset.UtcNow);
        }
        catch (FileNotFoundException)
        {
            // It keeps no ring.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Say($"no black box: {e.Message}");
        }
    }

    void Save()
    {
        if (_counters is null || !View.TryShown(out ControllerImage i, out _)) return;
        _counters.Save(i.ExportedKilowattHours, i.ImportedKilowattHours, i.InjectedKilovarHours, i.AbsorbedKilovarHours, i.State.Path.Grid.Kept(i.TimeNs), i.State.Path.Vehicle.Kept(i.TimeNs));
    }

    protected override void Last()
    {
        Drain();
        Save();
        if (_decisions is not null && _blackBox is null) Say("no black box: nothing to write");
        else if (_decisions is not null) _blackBox!.Write(_decisions, "end of run");
    }

    public override void Dispose()
    {
        _blackBox?.Dispose();
        _log.Dispose();
        _counters?.Dispose();
        base.Dispose();
    }
}
