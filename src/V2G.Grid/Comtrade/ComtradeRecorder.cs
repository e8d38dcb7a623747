namespace V2G.Grid.Comtrade;

/// <summary>
/// Records a run while it goes on: samples go straight to the data stream, the configuration is written at the end, when their
/// number is known. A run cut off before that keeps its data. <see cref="Append"/> does not allocate.
/// </summary>
public sealed class ComtradeRecorder
{
    readonly Recording _form;
    readonly DataFormat _format;
    readonly Revision _revision;
    readonly double _rateHz;
    readonly long _stampUnit;
    readonly RecordEncoder _encoder;
    int _samples;
    bool _finished;

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
        _form = ComtradeWriter.Form(form, [.. form.Analog.Select(channel => Scaled(channel, format, revision))]);
        _format = format;
        _revision = revision;
        _rateHz = rateHz;
        _stampUnit = ComtradeWriter.StampUnit(form, revision);
        _encoder = new RecordEncoder(dat, format, revision, _form.Analog, form.Status.Count);
    }

    public int SampleCount => _samples;

    /// <summary>Values so far that were beyond their channel's range and were written as its limit.</summary>
    public long Saturated => _encoder.Saturated;

    /// <summary>One sample of every channel, in their order. NaN is written as missing.</summary>
    /// <exception cref="ArgumentException">Another number of values than of channels.</exception>
    /// <exception cref="InvalidOperationException">After <see cref="Finish"/>.</exception>
    public void Append(ReadOnlySpan<double> analog, ReadOnlySpan<bool> status)
    {
        if (_finished) throw new InvalidOperationException("the recording is finished");
        if (analog.Length != _form.Analog.Count || status.Length != _form.Status.Count)
            throw new ArgumentException(
                $"given {analog.Length} analog and {status.Length} status values; the recording has {_form.Analog.Count} and {_form.Status.Count}");
        // A stamp too long for its field is left out: the rate tells the time.
        double stamp = _samples * 1e9 / _rateHz / _stampUnit;
        _encoder.Write(_samples + 1L, stamp <= RecordEncoder.MaximumBinaryStamp ? (long)Math.Round(stamp) : -1, analog, status);
        _samples++;
    }

    /// <summary>Writes the configuration. The stream is not closed.</summary>
    /// <param name="cfg">Takes the configuration part.</param>
    /// <param name="trigger">When the event was, if only known now.</param>
    /// <exception cref="InvalidOperationException">Nothing recorded, or finished before.</exception>
    public void Finish(Stream cfg, ComtradeTime? trigger = null)
    {
        if (_finished || _samples == 0) throw new InvalidOperationException(_finished ? "the recording is finished" : "nothing was recorded");
        _finished = true;
        Recording done = ComtradeWriter.Form(_form, _form.Analog, trigger, new RateSegment(_rateHz, 0, _samples));
        cfg.Write(ConfigurationText.Compose(done, _samples, stampsOnly: false, timeMultiplier: 1, _format, _revision));
    }

    static AnalogChannel Scaled(AnalogChannel channel, DataFormat format, Revision revision)
    {
        double multiplier = RawScale.IsUsable(channel.Multiplier) ? channel.Multiplier
            : format == DataFormat.Real32 ? 1
            : throw new ArgumentException($"channel {channel.Name} needs a multiplier: its largest value is not known in advance");
        return RawScale.Ranged(channel with { Multiplier = multiplier }, format, revision);
    }
}
