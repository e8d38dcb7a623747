using V2G.Linux.Can;
using V2G.Linux.Can.Dbc;

namespace V2G.Firmware.Can;

/// <summary>One figure's place in a message.</summary>
internal readonly struct BusSignal(BusField field, SignalCodec codec, SignalCondition condition, double factor, double[]? codes)
{
    public BusField Field { get; } = field;

    public SignalCondition Condition { get; } = condition;

    /// <summary>The figure, SI; NaN when it is none.</summary>
    public double Read(ulong data)
    {
        double value = codec.Value(data) * factor;
        return codes is null || double.IsNaN(value) ? value : Array.IndexOf(codes, value) is >= 0 and int at ? at : double.NaN;
    }

    public ulong Write(ulong data, double value)
    {
        if (codes is not null && value >= 0 && value < codes.Length) value = codes[(int)value];
        return codec.WithValue(data, value / factor);
    }
}

/// <summary>What of one page of a multiplexed message is ours; a message that isn't multiplexed is one page.</summary>
/// <param name="Switches">The data with only the switches set.</param>
internal readonly record struct BusPage(ulong Switches, BusSignal[] Signals);

/// <summary>A message of a DBC file with the figures that a signal map finds in it, ready for use. Immutable; allocates nothing in use.</summary>
internal sealed class BusMessage
{
    readonly SignalCodec _counter, _checksum;
    readonly int _checksumByte = -1, _dataId;

    public BusMessage(DbcMessage message, BusSignal[] signals, BusPage[] pages, double cycleMs, DbcSignal? counter, DbcSignal? checksum, int dataId)
    {
        Name = message.Name;
        Id = message.Id;
        IsExtended = message.IsExtended;
        Length = message.Length;
        CycleNs = (long)(cycleMs * 1e6);
        Signals = signals;
        Pages = pages;
        if (counter is not null)
        {
            _counter = new(counter);
            // What its range leaves out is no count: 0 … 14 in four bits.
            ulong all = 1UL << counter.Length;
            Modulus = (int)(counter.HasRange && counter.Max + 1 < all ? (ulong)counter.Max + 1 : all);
        }
        if (checksum is null) return;
        _checksum = new(checksum);
        _checksumByte = checksum.Start / 8;
        _dataId = dataId;
    }

    public string Name { get; }

    public uint Id { get; }

    public bool IsExtended { get; }

    public int Length { get; }

    /// <summary>0: not sent in a cycle.</summary>
    public long CycleNs { get; private init; }

    public BusSignal[] Signals { get; }

    public BusPage[] Pages { get; }

    /// <summary>The alive counter counts 0 … this − 1; 0: the message has none.</summary>
    public int Modulus { get; }

    /// <summary>The same in another cycle.</summary>
    public BusMessage WithCycle(double ms) => new(this) { CycleNs = (long)(ms * 1e6) };

    BusMessage(BusMessage other)
    {
        (Name, Id, IsExtended, Length, Signals, Pages) = (other.Name, other.Id, other.IsExtended, other.Length, other.Signals, other.Pages);
        (Modulus, _counter, _checksum, _checksumByte, _dataId) = (other.Modulus, other._counter, other._checksum, other._checksumByte, other._dataId);
    }

    public CanFilter Filter => CanFilter.Only(Id, IsExtended);

    public bool Matches(in CanFrame frame) => frame.Id == Id && frame.IsExtended == IsExtended;

    /// <summary>Length and checksum are right.</summary>
    public bool IsWhole(in CanFrame frame) => !frame.IsRemote && frame.Length == Length
        && (_checksumByte < 0 || (byte)_checksum.Raw(frame.Data) == FrameChecksum.Of(frame.Data, Length, _checksumByte, _dataId));

    /// <summary>Its alive counter; −1: impossible.</summary>
    public int Counter(in CanFrame frame)
    {
        ulong raw = _counter.Raw(frame.Data);
        return raw < (ulong)Modulus ? (int)raw : -1;
    }

    /// <summary>Into a figure's place everything that this frame holds, and the frame's time into that of its signal; the others stay.</summary>
    public void Read(in ReceivedCanFrame received, Span<double> figures, Span<long> times)
    {
        ulong data = received.Frame.Data;
        for (int i = 0; i < Signals.Length; i++)
        {
            ref readonly BusSignal signal = ref Signals[i];
            if (!signal.Condition.Holds(data)) continue;
            figures[(int)signal.Field] = signal.Read(data);
            times[i] = received.TimeNs;
        }
    }

    /// <summary>The frame that carries the figures.</summary>
    public CanFrame Write(ReadOnlySpan<double> figures, int page, int counter)
    {
        ref readonly BusPage at = ref Pages[page];
        ulong data = at.Switches;
        foreach (ref readonly BusSignal signal in at.Signals.AsSpan()) data = signal.Write(data, figures[(int)signal.Field]);
        if (Modulus > 0) data = _counter.WithRaw(data, (ulong)counter);
        if (_checksumByte >= 0) data = _checksum.WithRaw(data, FrameChecksum.Of(data, Length, _checksumByte, _dataId));
        return new CanFrame(Id, IsExtended, Length, data);
    }
}
