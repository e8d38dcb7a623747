using System.Runtime.CompilerServices;

namespace V2G.Control.Protection;

/// <summary>
/// Discipline of the control bus: silence, a bus that is off, or more than a tenth lost within a second ends power at once and stays
/// (0x82). Power may be tried again after five clean minutes, three times; the fourth event within an hour waits for a person.
/// An inverter that has never spoken is waited for.
/// </summary>
public struct ControlBusWatch
{
    /// <summary>More than this share lost within a second is a loss of the bus.</summary>
    public const double MostLossShare = 0.10;

    /// <summary>How long the bus must be clean before power is tried again, s.</summary>
    public const double RetryAfterSeconds = 300;

    /// <summary>Events within <see cref="WindowNs"/>, of which the last waits for a person.</summary>
    public const int MostEvents = 4;

    public const long WindowNs = 3600L * 1_000_000_000;

    EventTimes _times;
    double _cleanSeconds;
    bool _heard;

    [InlineArray(MostEvents)]
    struct EventTimes
    {
        long _0;
    }

    /// <summary>No power: lost, or lost and not yet clean for long enough.</summary>
    public bool Latched { get; private set; }

    /// <summary>No clean minutes will do: somebody has to clear it.</summary>
    public bool NeedsPerson { get; private set; }

    /// <summary>Events since the start, or since a person cleared them.</summary>
    public int Events { get; private set; }

    /// <summary>Until power is tried again by itself, s; 0 when it is not waited for.</summary>
    public readonly double RemainingSeconds => Latched && !NeedsPerson ? Math.Max(0, RetryAfterSeconds - _cleanSeconds) : 0;

    /// <returns>Whether power must stop, or must not begin.</returns>
    public bool Step(bool configured, bool silent, in ControlBusReport bus, bool acknowledge, long nowNs, double dtSeconds)
    {
        if (!configured)
        {
            this = default;
            return false;
        }
        // What is no number proves no loss; silence will.
        bool bad = silent || bus.Off || bus.LossShare > MostLossShare;
        if (!bad) _heard = true;
        if (!_heard) return true;
        if (bad)
        {
            if (!Latched) Begin(nowNs);
            _cleanSeconds = 0;
            return true;
        }
        _cleanSeconds += dtSeconds;
        if (!Latched) return false;
        if (acknowledge) Forget();
        else if (!NeedsPerson && _cleanSeconds >= RetryAfterSeconds) Latched = false;
        return Latched;
    }

    void Begin(long nowNs)
    {
        Latched = true;
        _times[Events % MostEvents] = nowNs;
        Events++;
        // The oldest of the last four lies behind the newest.
        if (Events >= MostEvents && nowNs - _times[Events % MostEvents] <= WindowNs) NeedsPerson = true;
    }

    void Forget()
    {
        Latched = NeedsPerson = false;
        Events = 0;
    }
}
