namespace V2G.Simulation.Feeder;

/// <summary>An instant at which all phases jump forward by an angle.</summary>
public readonly record struct PhaseJump(long AtNs, double Radians);

/// <summary>
/// The stiff source behind the feeder on its script: magnitude and frequency tracks, sags and swells per phase, phase jumps.
/// Phases are held in the frame that rotates with the source; <see cref="PhaseRadians"/> is that frame's own angle, continuous
/// through frequency changes.
/// </summary>
public sealed class GridSource
{
    readonly record struct Sag(long StartNs, long EndNs, PhasePhasors Retained);

    static readonly PhasePhasors Nominal = PhasePhasors.Balanced(new Phasor(1, 0));

    readonly List<Sag> _sags = [];
    readonly List<PhaseJump> _jumps = [];
    int _nextSag, _nextJump;
    Sag _sag;
    long _nowNs;

    public GridSource(double magnitudePu = 1, double nominalHz = 60)
    {
        NominalHz = nominalHz;
        MagnitudePu = new Track(magnitudePu);
        FrequencyHz = new Track(nominalHz);
        PhasesPu = magnitudePu * Nominal;
    }

    public double NominalHz { get; }

    public Track MagnitudePu { get; }

    public Track FrequencyHz { get; }

    /// <summary>The frequency is this whatever the script says, Hz: an island has its own. NaN: the script decides.</summary>
    public double HeldHz { get; set; } = double.NaN;

    /// <summary>Line-to-neutral source voltages now, pu.</summary>
    public PhasePhasors PhasesPu { get; private set; }

    /// <summary>Angle of the rotating frame now, radians, −π … π.</summary>
    public double PhaseRadians { get; private set; }

    /// <summary>Angle of the rotating frame at the start of the last tick, after the jumps that fell on it.</summary>
    public double TickStartRadians { get; private set; }

    /// <summary>Frequency over the last tick, Hz.</summary>
    public double TickHz { get; private set; }

    /// <summary>The newest phase jump that took effect; its angle is 0 before the first.</summary>
    public PhaseJump LastJump { get; private set; }

    /// <summary>All phases keep the given share of the voltage (above 1: a swell).</summary>
    public GridSource AddSag(double atSeconds, double durationSeconds, double retained)
        => AddSag(atSeconds, durationSeconds, PhasePhasors.Balanced(new Phasor(retained, 0)));

    /// <summary>
    /// Phases keep the given voltages, as shares of the track's magnitude: a single-phase sag, an angle shift, a missing phase.
    /// A sag that starts while another lasts replaces it.
    /// </summary>
    public GridSource AddSag(double atSeconds, double durationSeconds, PhasePhasors retained)
    {
        var sag = new Sag(VirtualTime.Ns(atSeconds), VirtualTime.Ns(atSeconds + durationSeconds), retained);
        if (_sags.Count > 0 && sag.StartNs < _sags[^1].StartNs)
            throw new ArgumentOutOfRangeException(nameof(atSeconds), atSeconds, "sags are added in the order of their start");
        _sags.Add(sag);
        return this;
    }

    /// <summary>All phases jump forward by an angle and stay there.</summary>
    public GridSource AddPhaseJump(double atSeconds, double radians)
    {
        var jump = new PhaseJump(VirtualTime.Ns(atSeconds), radians);
        if (_jumps.Count > 0 && jump.AtNs < _jumps[^1].AtNs)
            throw new ArgumentOutOfRangeException(nameof(atSeconds), atSeconds, "phase jumps are added in the order of their time");
        _jumps.Add(jump);
        return this;
    }

    /// <summary>Moves to a later time. What is scripted for an instant holds for the whole tick that starts there.</summary>
    public void Advance(long nowNs)
    {
        // The tick covers (_nowNs, nowNs]: events at its start are in force for all of it, so that a sag's first sample is sagged.
        TickHz = double.IsNaN(HeldHz) ? FrequencyHz.At(_nowNs) : HeldHz;
        double magnitude = MagnitudePu.At(_nowNs);
        double radians = PhaseRadians;
        while (_nextJump < _jumps.Count && _jumps[_nextJump].AtNs <= _nowNs)
        {
            LastJump = _jumps[_nextJump++];
            radians += LastJump.Radians;
        }
        while (_nextSag < _sags.Count && _sags[_nextSag].StartNs <= _nowNs) _sag = _sags[_nextSag++];
        PhasesPu = magnitude * (_sag.EndNs > _nowNs ? _sag.Retained : Nominal);

        TickStartRadians = Wrap(radians);
        PhaseRadians = Wrap(TickStartRadians + 2 * Math.PI * TickHz * VirtualTime.Seconds(nowNs - _nowNs));
        _nowNs = nowNs;
    }

    internal static double Wrap(double radians) => radians - 2 * Math.PI * Math.Round(radians * (1 / (2 * Math.PI)));
}
