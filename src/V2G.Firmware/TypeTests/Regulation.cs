namespace V2G.Firmware.TypeTests;

/// <summary>The measured figure that a curve is asked for.</summary>
internal enum Abscissa { Voltage, Frequency, ActivePower }

/// <summary>A regulating function as a procedure sees it.</summary>
/// <param name="Target">Steady state of the quantity, pu, for the abscissa.</param>
/// <param name="AccuracyX">Of the abscissa; 0 where the criterion knows none.</param>
/// <param name="ResponseSeconds">Open-loop response that is judged, s.</param>
internal sealed record Function(Quantity Quantity, Abscissa Abscissa, Func<double, double> Target, double AccuracyX, double ResponseSeconds)
{
    /// <summary>Above the target is wrong, below it is not: volt-watt is a limit.</summary>
    public bool IsLimit { get; init; }

    /// <summary>Within this the response must be over; it may be faster.</summary>
    public bool AtLatest { get; init; }

    /// <summary>The response is first-order from where it stands to the target, so our own criterion can foretell it.</summary>
    public bool FirstOrder { get; init; } = true;

    public double Of(Sample s) => Quantity == Quantity.ActivePower ? s.ActivePu : s.VarPu;

    public double X(Sample s) => Abscissa switch { Abscissa.Voltage => s.MeanPu, Abscissa.Frequency => s.Hz, _ => s.ActivePu };
}

/// <summary>
/// The course of every regulation procedure: change something, wait four response times, judge the steady state and the response
/// (IEEE 1547.1-2020 4.2, 5.14, 5.15).
/// </summary>
internal sealed class Regulation
{
    const int StepsPerResponse = 200;

    // A smaller change shows nothing of its response.
    const double JudgedChangePu = 0.02;

    // Short responses are sampled no finer than a change within a tick of the controller.
    const double ShortestStepSeconds = 0.001;

    readonly StepGroup _group;
    readonly DeviceUnderTest _device;
    readonly double _stepSeconds, _longestResponseSeconds;

    /// <param name="longestResponseSeconds">Every step lasts four times this.</param>
    public Regulation(StepGroup group, DeviceUnderTest device, double longestResponseSeconds, double settleSeconds)
    {
        (_group, _device, _longestResponseSeconds) = (group, device, longestResponseSeconds);
        _stepSeconds = Math.Max(ShortestStepSeconds, longestResponseSeconds / StepsPerResponse);
        device.Run(settleSeconds, _stepSeconds);
        device.Record(group.Trace);
    }

    public double StepSeconds => _stepSeconds;

    public void Step(string name, Action change, params IReadOnlyList<Function> functions) => Step(name, change, true, functions);

    /// <param name="judgeResponse">False where only the steady state counts.</param>
    public void Step(string name, Action change, bool judgeResponse, params IReadOnlyList<Function> functions)
    {
        Sample before = _group.Trace.Samples[^1];
        double began = _device.Seconds;
        change();
        // A ramp of the source is over when change() returns; the response counts from there.
        double from = _device.Seconds, wait = 4 * _longestResponseSeconds;
        _device.Run(wait, _stepSeconds);
        double to = _device.Seconds;
        List<Check> checks = [Check.Fact("in service", _device.InService)];
        foreach (Function f in functions) Judge(f, before, began, from, to, judgeResponse, checks);
        _group.Add(name, began, to, checks.Where(c => c.Unit.Length > 0 || !c.Passed).ToArray());
    }

    void Judge(Function f, in Sample before, double began, double from, double to, bool judgeResponse, List<Check> checks)
    {
        string symbol = f.Quantity == Quantity.ActivePower ? "P" : "Q";
        double settled = from + (to - from) / 2;
        double initial = f.Of(before), final = _group.Trace.Mean(f.Of, settled, to), x = _group.Trace.Mean(f.X, settled, to), target = f.Target(x);
        Band allowed = Accuracy.Of(f.Target, x, f.AccuracyX, Accuracy.PowerPu);
        if (f.IsLimit) allowed = Band.AtMost(allowed.High);
        checks.Add(Check.Figure($"{symbol} final", final, allowed, "pu"));
        checks.Add(Check.Figure($"{symbol} final", final, Band.Around(target, _device.AgreementPu), "pu", own: true));
        _group.Expect(f.Quantity, began, to, target, allowed with { Low = double.IsFinite(allowed.Low) ? allowed.Low : double.NaN });
        if (judgeResponse) Response(f, symbol, initial, final, target, from, checks);
    }

    void Response(Function f, string symbol, double initial, double final, double target, double from, List<Check> checks)
    {
        double at = f.Of(_group.Trace.At(from + f.ResponseSeconds));
        string what = $"{symbol} after {f.ResponseSeconds:0.###} s";
        Band standard = Accuracy.OfResponse(initial, final, f.ResponseSeconds, Accuracy.PowerPu);
        const double wide = 1.5 * Accuracy.PowerPu;
        Band allowed = f.IsLimit ? Band.AtMost(Accuracy.AtResponse(initial, final) + wide)
            : !f.AtLatest ? standard
            : final >= initial ? standard with { High = final + wide } : standard with { Low = final - wide };
        checks.Add(Check.Figure(what, at, allowed, "pu"));
        if (f.FirstOrder && !f.AtLatest && Math.Abs(target - initial) >= JudgedChangePu)
            checks.Add(Check.Figure(what, at, Band.Around(Accuracy.AtResponse(initial, target), _device.AgreementPu), "pu", own: true));
    }
}
