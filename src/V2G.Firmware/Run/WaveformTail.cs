namespace V2G.Firmware.Run;

/// <summary>The last seconds of raw samples in a ring made before the loop is armed; written out when the run has ended.</summary>
internal sealed class WaveformTail(int channels, double sampleRateHz, double seconds)
{
    readonly float[] _ring = new float[channels * (int)(sampleRateHz * seconds)];
    long _records;

    public int Channels => channels;

    public double SampleRateHz => sampleRateHz;

    int Capacity => _ring.Length / channels;

    /// <summary>Records held.</summary>
    public int Count => (int)Math.Min(_records, Capacity);

    /// <summary>Adds a channel-major block.</summary>
    public void Add(ReadOnlySpan<double> block)
    {
        int count = block.Length / channels;
        for (int k = 0; k < count; k++)
        {
            int at = (int)(_records++ % Capacity) * channels;
            for (int c = 0; c < channels; c++) _ring[at + c] = (float)block[c * count + k];
        }
    }

    /// <summary>Copies the record that is <paramref name="index"/> after the oldest one.</summary>
    public void Copy(int index, Span<double> record)
    {
        int at = (int)((_records - Count + index) % Capacity) * channels;
        for (int c = 0; c < channels; c++) record[c] = _ring[at + c];
    }
}
