using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace V2G.Firmware.BlackBox;

/// <summary>
/// Rows to bytes and back. Of a row only those words are kept that are not what the rows before it let expect: a mask that says which,
/// how many bytes of each (a nibble), then the lower bytes of its difference (exclusive or) from what was expected. Expected is the last
/// value; of counters and times, that they go on as before; of a command's expiry, that it keeps its distance to the tick; of the
/// decision before inhibits, that it is the command. Encoding neither allocates nor fails.
/// </summary>
internal sealed class RowCoder
{
    /// <summary>The most that a row takes, and that is touched behind it while it is written.</summary>
    public static readonly int MostBytes = sizeof(ulong) * (2 + TickRow.Words) + (TickRow.Words + 1) / 2;

    static readonly int Time = FieldTable.TickRow.WordOf("Input.TimeNs");
    static readonly int Expiry = FieldTable.TickRow.WordOf("Decision.Output.Command.ExpiresNs");
    static readonly int ActivePower = FieldTable.TickRow.WordOf("Decision.Output.Command.ActivePowerPu");
    static readonly int Var = FieldTable.TickRow.WordOf("Decision.Output.Command.VarInjectedPu");
    static readonly int DecidedActivePower = FieldTable.TickRow.WordOf("Decision.Output.DecidedActivePowerPu");
    static readonly int DecidedVar = FieldTable.TickRow.WordOf("Decision.Output.DecidedVarInjectedPu");

    static readonly string[] Counters =
    [
        "Input.TimeNs", "Input.Vehicle.TimeNs", "Input.Inverter.TimeNs", "Input.Inverter.SequenceEchoed", "Decision.Output.Command.Sequence",
    ];

    readonly ulong[] _significant = FieldTable.TickRow.Significant.ToArray();
    readonly ulong[] _counts = new ulong[TickRow.Words];
    readonly ulong[] _last = new ulong[TickRow.Words];
    readonly ulong[] _step = new ulong[TickRow.Words];
    readonly ulong[] _news = new ulong[TickRow.Words];

    public RowCoder()
    {
        // The mask is one word.
        if (TickRow.Words >= 64) throw new InvalidOperationException($"a row has {TickRow.Words} words; there is room for 63");
        foreach (string counter in Counters) _counts[FieldTable.TickRow.WordOf(counter)] = ulong.MaxValue;
    }

    /// <summary>Expects nothing: the next row stands for itself.</summary>
    public void Reset()
    {
        Array.Clear(_last);
        Array.Clear(_step);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="to">Room for <see cref="MostBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public int Encode(ref TickRow row, Span<byte> to)
    {
        Span<ulong> words = TickRow.AsWords(ref row);
        _last[Expiry] += words[Time] - _last[Time];
        _last[DecidedActivePower] = words[ActivePower];
        _last[DecidedVar] = words[Var];
        ReadOnlySpan<ulong> significant = _significant.AsSpan(0, words.Length), counts = _counts.AsSpan(0, words.Length);
        Span<ulong> last = _last.AsSpan(0, words.Length), step = _step.AsSpan(0, words.Length), news = _news.AsSpan(0, words.Length);
        ulong mask = 0;
        int count = 0;
        for (int i = 0; i < words.Length; i++)
        {
            ulong word = words[i] & significant[i], before = last[i], difference = word ^ (before + step[i]);
            news[count] = difference;
            int bit = Unsafe.BitCast<bool, byte>(difference != 0);
            mask |= (ulong)bit << i;
            count += bit;
            step[i] = (word - before) & counts[i];
            last[i] = word;
        }
        return Pack(mask, news[..count], to);
    }

    static int Pack(ulong mask, ReadOnlySpan<ulong> news, Span<byte> to)
    {
        to = to[..MostBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(to, mask);
        Span<byte> lengths = to.Slice(sizeof(ulong), (news.Length + 1) / 2);
        lengths.Clear();
        int at = sizeof(ulong) + lengths.Length;
        for (int i = 0; i < news.Length; i++)
        {
            int bytes = sizeof(ulong) - BitOperations.LeadingZeroCount(news[i]) / 8;
            lengths[i >> 1] |= (byte)(bytes << ((i & 1) * 4));
            BinaryPrimitives.WriteUInt64LittleEndian(to[at..], news[i]);
            at += bytes;
        }
        return at;
    }

    /// <summary>Reads a row.</summary>
    /// <returns>Bytes read; 0 where there is no whole row.</returns>
    public int Decode(ReadOnlySpan<byte> from, out TickRow row)
    {
        row = default;
        Span<ulong> words = TickRow.AsWords(ref row);
        if (!Unpack(from, out ulong mask, out int read)) return 0;
        ReadOnlySpan<ulong> news = _news;
        ulong timeBefore = _last[Time];
        for (int i = 0; i < words.Length; i++)
        {
            // What is expected from words of this row lies behind them.
            if (i == Expiry) _last[i] += words[Time] - timeBefore;
            else if (i == DecidedActivePower) _last[i] = words[ActivePower];
            else if (i == DecidedVar) _last[i] = words[Var];
            ulong before = _last[i];
            words[i] = before + _step[i];
            if ((mask >> i & 1) != 0)
            {
                words[i] ^= news[0];
                news = news[1..];
            }
            _step[i] = (words[i] - before) & _counts[i];
            _last[i] = words[i];
        }
        return read;
    }

    bool Unpack(ReadOnlySpan<byte> from, out ulong mask, out int at)
    {
        mask = 0;
        at = 0;
        if (from.Length < sizeof(ulong)) return false;
        mask = BinaryPrimitives.ReadUInt64LittleEndian(from);
        int count = BitOperations.PopCount(mask);
        at = sizeof(ulong) + (count + 1) / 2;
        if (mask >> TickRow.Words != 0 || from.Length < at) return false;
        for (int i = 0; i < count; i++)
        {
            int bytes = from[sizeof(ulong) + (i >> 1)] >> ((i & 1) * 4) & 0xF;
            if (bytes is 0 or > sizeof(ulong) || from.Length - at < bytes) return false;
            ulong word = 0;
            for (int k = 0; k < bytes; k++) word |= (ulong)from[at + k] << (8 * k);
            _news[i] = word;
            at += bytes;
        }
        return true;
    }
}
