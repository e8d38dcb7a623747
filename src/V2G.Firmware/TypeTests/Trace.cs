namespace V2G.Firmware.TypeTests;

/// <summary>One moment of a test: what the source does and what the device gives. Time from the start of the group, s; voltages in pu.</summary>
/// <param name="MeanPu">Mean of the phases.</param>
/// <param name="WorstPu">The phase farthest from nominal.</param>
/// <param name="PositivePu">Positive sequence: what carries power.</param>
/// <param name="ActivePu">Active power, pu, + = export.</param>
/// <param name="VarPu">Reactive power, pu, + = injected.</param>
internal readonly record struct Sample(double Seconds, double MeanPu, double WorstPu, double PositivePu, double Hz, double ActivePu, double VarPu)
{
    // Below it there is no voltage to divide by.
    const double NoVoltagePu = 1e-3;

    public double ActiveCurrentPu => PositivePu > NoVoltagePu ? ActivePu / PositivePu : 0;

    public double ApparentCurrentPu => PositivePu > NoVoltagePu ? Math.Sqrt(ActivePu * ActivePu + VarPu * VarPu) / PositivePu : 0;
}

/// <summary>The time series of a group of steps.</summary>
internal sealed class Trace
{
    readonly List<Sample> _samples = [];

    public IReadOnlyList<Sample> Samples => _samples;

    public void Add(in Sample sample) => _samples.Add(sample);

    /// <summary>The first sample at or after a time; the last where there is none.</summary>
    public Sample At(double seconds) => _samples[Math.Min(Index(seconds), _samples.Count - 1)];

    /// <summary>Mean of a figure over (from, to]; NaN where there is no sample.</summary>
    public double Mean(Func<Sample, double> figure, double from, double to)
    {
        double sum = 0;
        int count = 0;
        foreach (Sample s in Between(from, to))
        {
            sum += figure(s);
            count++;
        }
        return count == 0 ? double.NaN : sum / count;
    }

    public double Greatest(Func<Sample, double> figure, double from, double to)
    {
        double greatest = double.NegativeInfinity;
        foreach (Sample s in Between(from, to)) greatest = Math.Max(greatest, figure(s));
        return greatest;
    }

    public double Least(Func<Sample, double> figure, double from, double to) => -Greatest(s => -figure(s), from, to);

    /// <summary>The time of the first sample in (from, to] that shows something; NaN for none.</summary>
    public double First(Predicate<Sample> shows, double from, double to)
    {
        foreach (Sample s in Between(from, to))
            if (shows(s)) return s.Seconds;
        return double.NaN;
    }

    /// <summary>Samples in (from, to].</summary>
    public IEnumerable<Sample> Between(double from, double to)
    {
        for (int i = Index(from + Rounding); i < _samples.Count && _samples[i].Seconds <= to + Rounding; i++) yield return _samples[i];
    }

    // A time is a count of nanoseconds.
    const double Rounding = 1e-9;

    int Index(double seconds)
    {
        int low = 0, high = _samples.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_samples[middle].Seconds < seconds - Rounding) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
