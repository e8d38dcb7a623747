namespace V2G.Firmware.Recordings;

/// <summary>A sag, a swell or an interruption of one phase. Times in seconds from the recording's first sample, voltages in pu.</summary>
/// <param name="StartSeconds">Where the waveform left its own past, not where its RMS noticed.</param>
/// <param name="EndSeconds">NaN: lasts to the end of the recording.</param>
/// <param name="ExtremePu">Residual voltage of a sag (least one-cycle RMS), greatest of a swell.</param>
/// <param name="DetectedSeconds">When the one-cycle RMS crossed the threshold.</param>
internal sealed record VoltageEvent(string Kind, string Phase, double StartSeconds, double EndSeconds, double ExtremePu, double DetectedSeconds)
{
    public double DepthPu => Math.Abs(1 - ExtremePu);
}

/// <summary>
/// Finds voltage events in one-cycle RMS refreshed every half cycle, thresholds and hysteresis as power quality meters use them:
/// sag below 0.90 pu, swell above 1.10, interruption below 0.10, 0.02 pu of hysteresis (IEC 61000-4-30 5.4).
/// </summary>
internal sealed class VoltageEvents(string phase)
{
    const double SagPu = 0.90, SwellPu = 1.10, InterruptionPu = 0.10, HysteresisPu = 0.02;

    readonly List<(int Sign, double Start, double End, double Extreme)> _spans = [];
    int _sign;
    double _start, _extreme;

    public void Step(double seconds, double rmsPu)
    {
        if (_sign == 0)
        {
            _sign = rmsPu < SagPu ? -1 : rmsPu > SwellPu ? 1 : 0;
            if (_sign == 0) return;
            _start = seconds;
            _extreme = rmsPu;
            return;
        }
        _extreme = _sign < 0 ? Math.Min(_extreme, rmsPu) : Math.Max(_extreme, rmsPu);
        bool over = _sign < 0 ? rmsPu >= SagPu + HysteresisPu : rmsPu <= SwellPu - HysteresisPu;
        if (!over) return;
        _spans.Add((_sign, _start, seconds, _extreme));
        _sign = 0;
    }

    /// <param name="onset">Refines a detected start on the waveform.</param>
    public IEnumerable<VoltageEvent> Finish(Func<double, double> onset)
    {
        if (_sign != 0) _spans.Add((_sign, _start, double.NaN, _extreme));
        foreach ((int sign, double start, double end, double extreme) in _spans)
            yield return new(sign > 0 ? "swell" : extreme < InterruptionPu ? "interruption" : "sag", phase, onset(start), end, extreme, start);
    }
}
