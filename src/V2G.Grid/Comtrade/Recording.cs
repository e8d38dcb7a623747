namespace V2G.Grid.Comtrade;

/// <summary>One COMTRADE record: what the configuration says, the samples, and notes on what was odd but usable.</summary>
public sealed class Recording
{
    IReadOnlyList<RateSegment> _segments = [];
    long[] _segmentStartNanoseconds = [];

    public string Station { get; init; } = "";

    public string Device { get; init; } = "";

    public Revision Revision { get; init; } = Revision.Year1999;

    public DataFormat Format { get; init; } = DataFormat.Binary;

    /// <summary>Nominal frequency; NaN if not given.</summary>
    public double LineFrequencyHz { get; init; } = double.NaN;

    /// <summary>Time of the first sample; null if not given or no date.</summary>
    public ComtradeTime? Start { get; init; }

    public ComtradeTime? Trigger { get; init; }

    public IReadOnlyList<AnalogChannel> Analog { get; init; } = [];

    public IReadOnlyList<StatusChannel> Status { get; init; } = [];

    /// <summary>Samples that are there, perhaps fewer than the configuration promised (then a note says so).</summary>
    public int SampleCount { get; init; }

    /// <summary>The sampling rates in order, without gaps: as written, or derived from the stamps (<see cref="StampsNanoseconds"/>).</summary>
    public IReadOnlyList<RateSegment> Segments
    {
        get => _segments;
        init
        {
            _segments = value;
            _segmentStartNanoseconds = new long[value.Count];
            double start = 0;
            for (int i = 0; i < value.Count; i++)
            {
                _segmentStartNanoseconds[i] = (long)Math.Round(start * 1e9);
                if (value[i].RateHz > 0) start += value[i].Count / value[i].RateHz;
            }
        }
    }

    /// <summary>Time of each sample from the first, where the file gives no rate (nrates = 0); else empty.</summary>
    public ReadOnlyMemory<long> StampsNanoseconds { get; init; }

    /// <summary>2013: time code of the record, e.g. <c>-5h30</c>; empty if not given. <see cref="LocalCode"/> likewise.</summary>
    public string TimeCode { get; init; } = "";

    /// <inheritdoc cref="TimeCode"/>
    public string LocalCode { get; init; } = "";

    /// <summary>2013: time quality as in C37.118, one hexadecimal digit, 0 = locked, F = not reliable; empty if not given.</summary>
    public string TimeQuality { get; init; } = "";

    /// <summary>2013: leap second, 0 none, 1 added, 2 removed, 3 not known; empty if not given.</summary>
    public string LeapSecond { get; init; } = "";

    /// <summary>What was odd but did not make the recording useless, in the order found.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Time of the trigger from the first sample, in seconds; null unless both stamps are there.</summary>
    public double? TriggerSeconds => Start is { } start && Trigger is { } trigger ? trigger.NanosecondsSince(start) * 1e-9 : null;

    /// <summary>Time of a sample from the first one: from the rates where given, else from its stamp. A channel's skew is not in it.</summary>
    public long TimeNanoseconds(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, SampleCount);
        if (!StampsNanoseconds.IsEmpty) return StampsNanoseconds.Span[sample];
        int low = 0, high = _segments.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_segments[middle].FirstSample <= sample) low = middle;
            else high = middle - 1;
        }
        RateSegment at = _segments[low];
        return _segmentStartNanoseconds[low] + (long)Math.Round((sample - at.FirstSample) * 1e9 / at.RateHz);
    }

    /// <inheritdoc cref="TimeNanoseconds"/>
    public double TimeSeconds(int sample) => TimeNanoseconds(sample) * 1e-9;

    /// <summary>The first analog channel of that name, in any case; null if there is none.</summary>
    public AnalogChannel? FindAnalog(string name) =>
        Analog.FirstOrDefault(channel => string.Equals(channel.Name, name, StringComparison.OrdinalIgnoreCase));
}
