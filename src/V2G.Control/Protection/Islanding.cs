using V2G.Control.Measurement;
using V2G.Control.Settings;

namespace V2G.Control.Protection;

/// <summary>
/// Finds that the unit is alone with local load (IEEE 1547-2018 8.1). Three kinds of evidence, each beyond anything that must be
/// ridden through: a frequency that runs away faster than the category's grid can, for longer than a step shows as a slope; a jump
/// of phase after which the frequency stands beyond the fast trips' defaults (56.5 … 62 Hz of 60), wider than what must be ridden
/// through (57 … 61.8 Hz, Table 19); and, where it is on, an active perturbation that the frequency obeys. A jump of phase or a step
/// of frequency alone proves nothing.
/// </summary>
public struct Islanding
{
    /// <summary>From the opening of the grid's switch to the end of current, s.</summary>
    public const double ClearingSeconds = 2;

    // The fast trips as they are by default (Table 18), Hz of a 60 Hz grid: beyond them nobody rides through, however far out they are set.
    const double LowestHz = 56.5, HighestHz = 62;

    // A unit that gives nothing holds up no island.
    const double LeastExportPu = 0.02;

    // Deep in a sag a weak grid is near its collapse, where its angle obeys reactive power as an island's frequency does, pu.
    const double LowestPu = 0.7, HighestPu = 1.2;

    RocofWatch _rocof;
    TripTimer _drift;
    IslandProbe _probe;

    /// <summary>What the active perturbation adds to the reactive power before any limit, pu, + = injected; exactly 0 when it is off.</summary>
    public readonly double PerturbationPu => _probe.VarInjectedPu;

    /// <summary>How many questions in a row the frequency has answered as an island's would: 0 … 2 before the trip.</summary>
    public readonly int Answers => _probe.Answers;

    public void Reset() => this = default;

    /// <param name="locked">The grid is measured and followed; otherwise there is no frequency to judge and all begins anew.</param>
    /// <returns>Whether this is an island.</returns>
    public bool Step(in IslandingSettings s, AbnormalCategory category, double nominalHz, in GridMeasurement grid, bool locked, double dtSeconds)
    {
        if (!s.Enabled || !locked || !double.IsFinite(grid.FrequencyHz))
        {
            Reset();
            return false;
        }
        double hz = grid.FrequencyHz, perNominal = nominalHz / 60;
        bool runsAway = _rocof.Step(s.RocofHzPerSecond, s.RocofSeconds, grid.RocofHzPerSecond, hz, dtSeconds);
        bool jumped = Math.Abs(grid.PhaseJumpRadians) * (180 / Math.PI) >= s.VectorShiftDegrees;
        bool outside = hz < LowestHz * perNominal || hz > HighestHz * perNominal;
        bool drifted = _drift.Step(jumped && outside, s.DriftSeconds, dtSeconds);
        bool follows = false;
        double p = Math.Min(grid.ActivePowerPu, 1), v = grid.PositiveSequencePu;
        if (s.Active && p > LeastExportPu && v > LowestPu && v < HighestPu)
            follows = _probe.Step(s.PerturbationPu, p, IslandingSettings.RiddenThroughHzPerSecond(category), nominalHz, hz, dtSeconds);
        else
            _probe.Reset();
        return runsAway || drifted || follows;
    }
}
