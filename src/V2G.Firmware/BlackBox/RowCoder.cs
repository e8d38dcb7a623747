using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace V2G.Firmware.BlackBox;

/// <summary>
/// Rows to bytes and back. Of a row only those words are kept that are not what the rows before it let expect: a mask that says which
/// (63 words, and a bit for a second mask that is there only when it is not empty), how many bytes of each (a nibble), then the lower bytes of its difference (exclusive or) from what was expected. Expected is the last
/// value; of counters and times, that they go on as before; of a command's expiry, that it keeps its distance to the tick; of the
/// decision before inhibits, that it is the command. Encoding neither allocates nor fails.
/// </summary>
internal sealed class RowCoder
{
    /// <summary>The most that a row takes, and that is touched behind it while it is written.</summary>
    public static readonly int MostBytes = sizeof(ulong) * (3 + TickRow.Words) + (TickRow.Words + 1) / 2;

    const int FirstMask = 63, MostWords = FirstMask + 64;
    const ulong SecondFollows = 1UL << FirstMask;

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
        if (TickRow.Words > MostWords) throw new InvalidOperationException($"a row has {TickRow.Words} words; there is room for {MostWords}");
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
        ulong first = 0, second = 0;
        int count = 0;
        for (int i = 0; i < words.Length; i++)
        {
            ulong word = words[i] & significant[i], before = last[i], difference = word ^ (before + step[i]);
            news[count] = difference;
            int bit = Unsafe.BitCast<bool, byte>(difference != 0);
            if (i < FirstMask) first |= (ulong)bit << i;
            else second |= (ulong)bit << (i - FirstMask);
            count += bit;
            step[i] = (word - before) & counts[i];
            last[i] = word;
        }
        return Pack(first, second, news[..count], to);
    }

    static int Pack(ulong first, ulong second, ReadOnlySpan<ulong> news, Span<byte> to)
    {
        to = to[..MostBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(to, second == 0 ? first : first | SecondFollows);
        int at = sizeof(ulong);
        if (second != 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(to[at..], second);
            at += sizeof(ulong);
        }
        Span<byte> lengths = to.Slice(at, (news.Length + 1) / 2);
        lengths.Clear();
        at += lengths.Length;
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
        if (!Unpack(from, out ulong first, out ulong second, out int read)) return 0;
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
            if (((i < FirstMask ? first >> i : second >> (i - FirstMask)) & 1) != 0)
            {
                words[i] ^= news[0];
                news = news[1..];
            }
            _step[i] = (words[i] - before) & _counts[i];
            _last[i] = words[i];
        }
        return read;
    }

    bool Unpack(ReadOnlySpan<byte> from, out ulong first, out ulong second, out int at)
    {
        first = second = 0;
        at = sizeof(ulong);
        if (from.Length < at) return false;
        first = BinaryPrimitives.ReadUInt64LittleEndian(from);
        if ((first & SecondFollows) != 0)
        {
            first &= ~SecondFollows;
            if (!BinaryPrimitives.TryReadUInt64LittleEndian(from[at..], out second)) return false;
            at += sizeof(ulong);
        }
        if (second >> (TickRow.Words - FirstMask) != 0) return false;
        int count = BitOperations.PopCount(first) + BitOperations.PopCount(second), lengths = at;
        at += (count + 1) / 2;
        if (from.Length < at) return false;
        for (int i = 0; i < count; i++)
        {
            int bytes = from[lengths + (i >> 1)] >> ((i & 1) * 4) & 0xF;
            if (bytes is 0 or > sizeof(ulong) || from.Length - at < bytes) return false;
            ulong word = 0;
            for (int k = 0; k < bytes; k++) word |= (ulong)from[at + k] << (8 * k);
            _news[i] = word;
            at += bytes;
        }
        return true;
    }
}
