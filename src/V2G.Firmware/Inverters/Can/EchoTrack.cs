namespace V2G.Firmware.Inverters.Can;

/// <summary>
/// Which command an inverter acts on, from the low bits of its number that it echoes, and since when it owes us an answer. Only what
/// was sent is owed: a sender that paused is not the inverter's silence. An echo that stands still is no answer, however often its low
/// bits come round.
/// </summary>
internal sealed class EchoTrack
{
    const int MostOutstanding = 256;

    readonly long[] _sequences, _times;
    readonly long _modulus;
    int _first, _count;
    long _seen = -1, _owedSinceNs;

    /// <param name="modulus">Numbers that the bus can tell apart.</param>
    public EchoTrack(long modulus)
    {
        _modulus = modulus;
        _sequences = new long[(int)Math.Clamp(modulus - 1, 1, MostOutstanding)];
        _times = new long[_sequences.Length];
    }

    /// <summary>It has echoed a command of ours.</summary>
    public bool Answered { get; private set; }

    /// <summary>The command that it acts on.</summary>
    public long Sequence { get; private set; }

    /// <summary>When the first command went out that it has not echoed, nor one after it; <see cref="long.MaxValue"/>: it owes none.</summary>
    public long OwedSinceNs => _count > 0 ? _owedSinceNs : long.MaxValue;

    public void Sent(long sequence, long nowNs)
    {
        if (_count == 0) _owedSinceNs = nowNs;
        // The oldest number makes room; since when it is owed stays.
        else if (_count == _sequences.Length) Drop(1);
        int at = (_first + _count++) % _sequences.Length;
        _sequences[at] = sequence;
        _times[at] = nowNs;
    }

    public void Seen(long low)
    {
        if (low == _seen) return;
        _seen = low;
        // The newest that it can be: numbers come round, and what was not answered long ago won't be now.
        for (int i = _count - 1; i >= 0; i--)
        {
            long sequence = _sequences[(_first + i) % _sequences.Length];
            if (sequence % _modulus != low) continue;
            Sequence = sequence;
            Answered = true;
            Drop(i + 1);
            _owedSinceNs = _times[_first];
            return;
        }
    }

    void Drop(int many)
    {
        _first = (_first + many) % _sequences.Length;
        _count -= many;
    }
}
