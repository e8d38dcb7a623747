using V2G.Control.Measurement;
using V2G.Simulation.Waveforms;

namespace V2G.Control.Tests.Measurement;

/// <summary>A meter fed from a synthetic signal, half cycle by half cycle, with the truth beside it.</summary>
sealed class MeterBench
{
    /// <summary>Clock at true time 0, ns.</summary>
    public const long BootNs = 5_000_000_000;

    readonly double[] _block = new double[6 * 64];
    readonly int _size;

    public MeterBench(TestSignal signal, double rateHz, Func<MeterSettings, MeterSettings>? adapt = null)
    {
        Signal = signal;
        RateHz = rateHz;
        // At least two refreshes of the caller's loop per half cycle, so that none is missed.
        _size = Math.Clamp((int)(rateHz / 600), 1, 16);
        Source = new SignalSource(signal, rateHz);
        var settings = new MeterSettings
        {
            PhaseCount = signal.Phases,
            HasCurrent = signal.HasCurrent,
            NominalVoltage = signal.Phases == 3 ? signal.LineNeutralVolts * Math.Sqrt(3) : signal.LineNeutralVolts,
            NominalFrequencyHz = signal.NominalHz,
            RatedVoltAmperes = signal.RatedAmperes * signal.Phases * signal.LineNeutralVolts,
        };
        Meter = new GridMeter(adapt?.Invoke(settings) ?? settings);
    }

    public TestSignal Signal { get; }

    public double RateHz { get; }

    public SignalSource Source { get; }

    public GridMeter Meter { get; }

    /// <summary>True time of the newest sample, s.</summary>
    public double Now => Source.TimeOf(Source.Number);

    /// <summary>Beginning and end of the newest one-cycle window, true seconds.</summary>
    public (double From, double To) Window => Times(Meter.Window);

    public (double From, double To) ReportWindow => Times(Meter.ReportWindow);

    /// <summary>Runs until a true time; calls back after every refresh.</summary>
    public void RunUntil(double seconds, Action? onRefresh = null)
    {
        while (Now < seconds)
        {
            long before = Meter.Latest.HalfCycles;
            Span<double> block = _block.AsSpan(0, _size * Source.Channels);
            Source.Fill(block, _size);
            Meter.Process(new SampleBlock
            {
                EndTimeNs = BootNs + (long)(Source.Number / RateHz * 1e9),
                SampleRateHz = RateHz,
                Count = _size,
                Samples = block,
            });
            if (Meter.Latest.HalfCycles != before) onRefresh?.Invoke();
        }
    }

    /// <summary>Frequency as the sampling clock must see it, Hz.</summary>
    public double FrequencySeen(double seconds)
    {
        double number = seconds * RateHz;
        return Source.FrequencyAt(seconds) * (Source.TimeOf(number + 1) - Source.TimeOf(number)) * RateHz;
    }

    (double From, double To) Times((double End, double Samples) window) =>
        (Source.TimeOf(window.End - window.Samples), Source.TimeOf(window.End));
}
