using V2G.Firmware.Run;

namespace V2G.Firmware.Roles;

/// <summary>Drains the controller's event ring into service.log, and keeps the energy counters.</summary>
internal sealed class RecorderRole : LinkRole
{
    const int SaveEveryMs = 1000, ReportEveryMs = 500;

    readonly ServiceLog _log;
    readonly CounterStore? _counters;
    long _nextSaveMs, _nextReportMs;

    public RecorderRole(string logDirectory, string? stateDirectory)
        : base(Role.Recorder, TimeSpan.FromMilliseconds(50))
    {
        _log = new(logDirectory);
        _counters = stateDirectory is null ? null : new(stateDirectory);
        // The slot after the newest is written next; the figures themselves come from the controller.
        _counters?.Restore(new());
    }

    protected override bool Pass(ref LinkDatagram datagram)
    {
        Drain();
        long now = Environment.TickCount64;
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
        }
        _log.Flush();
    }

    void Save()
    {
        if (_counters is null || !View.TryShown(out ControllerImage i, out _)) return;
        _counters.Save(i.ExportedKilowattHours, i.ImportedKilowattHours, i.InjectedKilovarHours, i.AbsorbedKilovarHours);
    }

    protected override void Last()
    {
        Drain();
        Save();
    }

    public override void Dispose()
    {
        _log.Dispose();
        _counters?.Dispose();
        base.Dispose();
    }
}
