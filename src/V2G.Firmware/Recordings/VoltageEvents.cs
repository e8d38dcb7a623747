namespace V2G.Firmware.Recordings;

/// <summary>A sag, a swell or an interruption of one phase. Times in seconds from the recording's first sample, voltages in pu.</summary>
/// <param name="StartSeconds">Where the waveform left its own past, not where its RMS noticed.</param>
/// <param name="EndSeconds">Where it came back; NaN: lasts to the end of the recording.</param>
/// <param name="ExtremePu">Residual voltage of a sag (least one-cycle RMS), greatest of a swell.</param>
/// <param name="DetectedSeconds">When the one-cycle RMS crossed the threshold.</param>
/// <param name="PhaseCount">Phases of the recording.</param>
internal sealed record VoltageEvent(string Kind, string Phase, double StartSeconds, double EndSeconds, double ExtremePu, double DetectedSeconds, int PhaseCount)
{
    public double DepthPu => Math.Abs(1 - ExtremePu);
}

/// <summary>
/// Finds voltage events in one-cycle RMS refreshed every half cycle, thresholds and hysteresis as power quality meters use them:
/// sag below 0.90 pu, swell above 1.10, interruption below 0.10, 0.02 pu of hysteresis (IEC 61000-4-30 5.4).
/// </summary>
internal sealed class VoltageEvents(PhaseSource phase, int phaseCount)
{
    const double SagPu = 0.90, SwellPu = 1.10, InterruptionPu = 0.10, HysteresisPu = 0.02;

    readonly List<Span> _spans = [];
    int _sign;
    double _start, _extreme, _cycle;

    readonly record struct Span(int Sign, double Start, double End, double Extreme, double StartCycle, double EndCycle);

    /// <param name="cycleSeconds">The grid's period as far as it is known.</param>
    public void Step(double seconds, double rmsPu, double cycleSeconds)
    {
        if (_sign != 0)
        {
            _extreme = _sign < 0 ? Math.Min(_extreme, rmsPu) : Math.Max(_extreme, rmsPu);
            bool over = _sign < 0 ? rmsPu >= SagPu + HysteresisPu : rmsPu <= SwellPu - HysteresisPu;
            if (!over) return;
            _spans.Add(new(_sign, _start, seconds, _extreme, _cycle, cycleSeconds));
        }
        // What ends a sag may begin a swell.
        _sign = rmsPu < SagPu ? -1 : rmsPu > SwellPu ? 1 : 0;
        (_start, _extreme, _cycle) = (seconds, rmsPu, cycleSeconds);
    }

    public IEnumerable<VoltageEvent> Finish(EventEdges edges)
    {
        if (_sign != 0) _spans.Add(new(_sign, _start, double.NaN, _extreme, _cycle, _cycle));
        string name = phase.Label;
        foreach (Span s in _spans)
        {
            double start = edges.Start(phase, s.Start, s.StartCycle), end = double.IsNaN(s.End) ? double.NaN : edges.End(phase, s.End, s.EndCycle);
            // One refresh is the shortest event there is; of a shorter one the RMS knows the end better.
            if (end < start + 0.5 * s.EndCycle) end = s.End;
            yield return new(s.Sign > 0 ? "swell" : s.Extreme < InterruptionPu ? "interruption" : "sag", name, start, end, s.Extreme, s.Start, phaseCount);
        }
    }
}
