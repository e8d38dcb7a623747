using V2G.Control;
using V2G.Linux.Can;

namespace V2G.Firmware.Can;

/// <summary>What a device reports, message by message, and how many of its frames come whole. Sans-I/O; allocates nothing after construction.</summary>
internal sealed class ReportStreams
{
    /// <summary>Fewer due frames say nothing about a share.</summary>
    const int FewestDue = 50;

    readonly FrameStream[] _streams;
    readonly double[] _figures = new double[BusFields.Count];

    public ReportStreams(BusMap bus)
    {
        _streams = [.. bus.Reports.Select(m => new FrameStream(m))];
        Array.Fill(_figures, double.NaN);
    }

    /// <summary>Frames with a wrong checksum, length or counter.</summary>
    public uint BadFrames { get; private set; }

    /// <summary>Good ones.</summary>
    public long GoodFrames { get; private set; }

    /// <summary>A figure as last told, SI; NaN when it isn't known.</summary>
    public double this[BusField field] => _figures[(int)field];

    /// <summary>The time of the vital message that is behind the others, ns; <see cref="long.MinValue"/> while one has not come.</summary>
    public long OldestNs
    {
        get
        {
            long oldest = long.MaxValue;
            foreach (FrameStream stream in _streams)
                if (stream.IsVital) oldest = Math.Min(oldest, stream.TimeNs);
            return oldest == long.MaxValue ? NewestNs : oldest;
        }
    }

    // Of a device that has nothing vital, the newest word.
    long NewestNs
    {
        get
        {
            long newest = long.MinValue;
            foreach (FrameStream stream in _streams) newest = Math.Max(newest, stream.TimeNs);
            return newest;
        }
    }

    /// <returns>It is one of the device's.</returns>
    public bool Take(in ReceivedCanFrame received)
    {
        foreach (FrameStream stream in _streams)
        {
            if (!stream.Message.Matches(received.Frame)) continue;
            if (stream.Take(received, _figures)) GoodFrames++;
            else BadFrames++;
            return true;
        }
        return false;
    }

    /// <summary>What has grown old is not known.</summary>
    public void Forget(long nowNs)
    {
        foreach (FrameStream stream in _streams) stream.Forget(nowNs, _figures);
    }

    /// <summary>Share lost and bad frames; over all vital messages, each frame that was due counts alike.</summary>
    public void Share(long nowNs, ref ControlBusReport bus)
    {
        int due = 0, missing = 0;
        foreach (FrameStream stream in _streams)
        {
            if (!stream.IsVital) continue;
            (int ofThis, int missingOfThis) = stream.Look(nowNs);
            due += ofThis;
            missing += missingOfThis;
        }
        bus.LossShare = due >= FewestDue ? (double)missing / due : 0;
        bus.BadFrames = BadFrames;
    }
}
