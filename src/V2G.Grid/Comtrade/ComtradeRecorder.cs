namespace V2G.Grid.Comtrade;

/// <summary>
/// Records a run while it goes on: samples go straight to the data stream, the configuration is written at the end, when their
/// number is known. A run cut off before that keeps its data. <see cref="Append"/> does not allocate.
/// </summary>
public sealed class ComtradeRecorder
{
    readonly Recording form;
    readonly DataFormat format;
    readonly Revision revision;
    readonly double rateHz;
    readonly long stampUnit;
    readonly RecordEncoder encoder;
    int samples;
    bool finished;

    /// <param name="form">
    /// Names, times and channels; its values and rates are not used. Every analog channel needs a multiplier
    /// (<see cref="ComtradeWriter.MultiplierFor"/>) unless the format is <see cref="DataFormat.Real32"/>.
    /// </param>
    /// <param name="rateHz">Samples a second.</param>
    /// <param name="dat">Takes the data part; not closed.</param>
    /// <param name="format">Of the data part.</param>
    /// <param name="revision">Edition.</param>
    /// <exception cref="ArgumentException">
    /// No start time, no multiplier, no channel, a rate outside <see cref="ComtradeLimits"/>, or the edition lacks the format.
    /// </exception>
    public ComtradeRecorder(Recording form, double rateHz, Stream dat, DataFormat format, Revision revision)
    {
        ComtradeWriter.CheckFormat(format, revision);
        if (form.Start is null) throw new ArgumentException("a recording needs a start time to be written");
        if (form.Analog.Count + form.Status.Count == 0) throw new ArgumentException("a recording needs a channel");
        if (!(rateHz >= ComtradeLimits.MinimumRateHz && rateHz <= ComtradeLimits.MaximumRateHz))
            throw new ArgumentOutOfRangeException(
                nameof(rateHz), rateHz, $"allowed: {ComtradeLimits.MinimumRateHz:R} to {ComtradeLimits.MaximumRateHz:R} Hz");
        this.form = ComtradeWriter.Form(form, [.. form.Analog.Select(channel => Scaled(channel, format, revision))]);
        this.format = format;
        this.revision = revision;
        this.rateHz = rateHz;
        stampUnit = ComtradeWriter.StampUnit(form, revision);
        encoder = new RecordEncoder(dat, format, revision, this.form.Analog, form.Status.Count);
    }

    public int SampleCount => samples;

    /// <summary>Values so far that were beyond their channel's range and were written as its limit.</summary>
    public long Saturated => encoder.Saturated;

    /// <summary>One sample of every channel, in their order. NaN is written as missing.</summary>
    /// <exception cref="ArgumentException">Another number of values than of channels.</exception>
    /// <exception cref="InvalidOperationException">After <see cref="Finish"/>.</exception>
    public void Append(ReadOnlySpan<double> analog, ReadOnlySpan<bool> status)
    {
        if (finished) throw new InvalidOperationException("the recording is finished");
        if (analog.Length != form.Analog.Count || status.Length != form.Status.Count)
            throw new ArgumentException(
                $"given {analog.Length} analog and {status.Length} status values; the recording has {form.Analog.Count} and {form.Status.Count}");
        // A stamp too long for its field is left out: the rate tells the time.
        double stamp = samples * 1e9 / rateHz / stampUnit;
        encoder.Write(samples + 1L, stamp <= RecordEncoder.MaximumBinaryStamp ? (long)Math.Round(stamp) : -1, analog, status);
        samples++;
    }

    /// <summary>Writes the configuration. The stream is not closed.</summary>
    /// <param name="cfg">Takes the configuration part.</param>
    /// <param name="trigger">When the event was, if only known now.</param>
    /// <exception cref="InvalidOperationException">Nothing recorded, or finished before.</exception>
    public void Finish(Stream cfg, ComtradeTime? trigger = null)
    {
        if (finished || samples == 0) throw new InvalidOperationException(finished ? "the recording is finished" : "nothing was recorded");
        finished = true;
        Recording done = ComtradeWriter.Form(form, form.Analog, trigger, new RateSegment(rateHz, 0, samples));
        cfg.Write(ConfigurationText.Compose(done, samples, stampsOnly: false, timeMultiplier: 1, format, revision));
    }

    static AnalogChannel Scaled(AnalogChannel channel, DataFormat format, Revision revision)
    {
        double multiplier = RawScale.IsUsable(channel.Multiplier) ? channel.Multiplier
            : format == DataFormat.Real32 ? 1
            : throw new ArgumentException($"channel {channel.Name} needs a multiplier: its largest value is not known in advance");
        return RawScale.Ranged(channel with { Multiplier = multiplier }, format, revision);
    }
}
