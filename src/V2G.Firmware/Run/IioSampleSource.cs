using V2G.Control.Measurement;
using V2G.Firmware.Configuration;
using V2G.Linux.Iio;

namespace V2G.Firmware.Run;

/// <summary>
/// Scans of the board's converter as the meter takes them: channel after channel, volts of the grid and amperes out of the EVSE. Once
/// made it allocates nothing, waits for nothing and never throws.
/// </summary>
internal sealed class IioSampleSource : IDisposable
{
    // The kernel keeps so many until they are read: more than the loop is ever late without 0xE1's knowing, and a page or two.
    const int BufferScans = 1024;

    // The kernel's ABI counts in mV and mA.
    const double PerThousand = 0.001;

    readonly IioCapture _capture;
    readonly SampleClock _clock;
    readonly double[] _ratios, _scans, _samples;
    readonly long[] _times;
    int _count;

    /// <exception cref="V2G.Linux.Devices.DeviceException">The device is not there, or not as it is described.</exception>
    public IioSampleSource(BoardSettings board, string sysfsRoot, string deviceDirectory)
    {
        string[] channels = board.SampleChannels.Split(',');
        _capture = new IioCapture(new(board.Samples, channels)
        {
            Trigger = board.SampleTrigger == BoardSettings.None ? null : board.SampleTrigger, SamplingFrequencyHz = board.SampleRateHz, BufferScans = BufferScans,
            SysfsRoot = sysfsRoot, DeviceDirectory = deviceDirectory,
        });
        // What the driver says it made of it is nearer to the truth than what was asked for.
        NominalHz = _capture.SamplingFrequencyHz ?? board.SampleRateHz;
        _clock = new(NominalHz);
        _ratios = [.. channels.Select((_, i) => PerThousand * (i < channels.Length / 2 ? board.VoltageRatio : board.CurrentRatio))];
        _scans = new double[channels.Length * BufferScans];
        _samples = new double[channels.Length * BufferScans];
        _times = new long[BufferScans];
    }

    public const int MostScans = BufferScans;

    public double NominalHz { get; }

    /// <summary>Estimated from the stamps.</summary>
    public double RateHz => _clock.RateHz;

    /// <summary>The newest block.</summary>
    public SampleBlock Block => new()
    {
        EndTimeNs = _count == 0 ? 0 : _times[_count - 1], SampleRateHz = _clock.RateHz, Count = _count, Samples = _samples.AsSpan(0, _count * _ratios.Length),
    };

    /// <summary>Takes what has come. A device that is gone brings nothing.</summary>
    public SampleTiming Take()
    {
        _count = Math.Max(0, _capture.Read(_scans, _times));
        for (int channel = 0; channel < _ratios.Length; channel++)
            for (int k = 0; k < _count; k++) _samples[channel * _count + k] = _scans[k * _ratios.Length + channel] * _ratios[channel];
        return _clock.Take(_times.AsSpan(0, _count));
    }

    /// <summary>Drops what the kernel kept while nobody read: it is too old to be judged by.</summary>
    public void Drop()
    {
        // What a kernel can have kept fits in two reads; a device that never runs dry is none.
        for (int n = 0; n < 4 && _capture.Read(_scans, _times) == BufferScans; n++) { }
        _count = 0;
    }

    public void Dispose() => _capture.Dispose();
}
