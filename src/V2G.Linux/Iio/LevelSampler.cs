using V2G.Linux.Devices;
using V2G.Linux.RealTime;

namespace V2G.Linux.Iio;

/// <summary>
/// Reads slow levels on a thread of its own, so that a converter which takes its time holds up nobody, and keeps the newest of each with its
/// stamp. Once started neither side allocates or waits for the other.
/// </summary>
public sealed class LevelSampler : IDisposable
{
    const long PeriodNs = 5_000_000;

    // One writer, which comes every few ms; a reader that is sent to a slot is done with it long before the writer is back there.
    const int Slots = 4;

    readonly IioLevel[] _levels;
    readonly double[] _values;
    readonly long[] _times;
    readonly int[] _published;
    readonly RealTimeThread _thread;
    int _stop;

    /// <param name="names">DEVICE/CHANNEL each.</param>
    /// <param name="realTime">Of its thread: below whoever reads.</param>
    /// <exception cref="DeviceException">One is not there.</exception>
    public LevelSampler(ReadOnlySpan<string> names, RealTimeRequest realTime, string sysfsRoot = IioDevice.SysfsRoot)
    {
        List<IioLevel> levels = [];
        try
        {
            foreach (string name in names) levels.Add(new(name, sysfsRoot));
        }
        catch (DeviceException)
        {
            levels.ForEach(l => l.Dispose());
            throw;
        }
        _levels = [.. levels];
        _values = new double[_levels.Length * Slots];
        _times = new long[_levels.Length * Slots];
        _published = new int[_levels.Length];
        Array.Fill(_values, double.NaN);
        _thread = new("levels", realTime, Loop);
        _thread.Start();
    }

    /// <summary>A level as last read, in the unit of the kernel's ABI, and when; NaN and 0 before the first time.</summary>
    public double Newest(int level, out long timeNs)
    {
        int slot = level * Slots + Volatile.Read(ref _published[level]);
        timeNs = _times[slot];
        return _values[slot];
    }

    void Loop()
    {
        PeriodicClock clock = new(PeriodNs);
        while (Volatile.Read(ref _stop) == 0)
        {
            for (int i = 0; i < _levels.Length; i++)
            {
                // The stamp of the question, not of the answer: a converter that takes long says something old.
                long now = MonotonicClock.NowNs;
                if (!_levels[i].TryRead(out double value)) continue;
                int next = (_published[i] + 1) % Slots;
                _values[i * Slots + next] = value;
                _times[i * Slots + next] = now;
                // What is written before is seen before.
                Volatile.Write(ref _published[i], next);
            }
            clock.Wait();
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _stop, 1);
        _thread.Dispose();
        foreach (IioLevel level in _levels) level.Dispose();
    }
}
