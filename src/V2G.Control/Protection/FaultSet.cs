using System.Runtime.CompilerServices;

namespace V2G.Control.Protection;

/// <summary>
/// Which faults are present, and which have been and still wait to be acknowledged. Bit i stands for row i of the registry;
/// a trip that has passed stays shown until acknowledged, so a fault that came at night is still seen in the morning.
/// </summary>
public struct FaultSet
{
    const int Capacity = 64;

    static readonly byte[] BitOf = Bits();

    public ulong Present;
    public ulong Shown;
    Times _since;

    [InlineArray(Capacity)]
    struct Times
    {
        long _0;
    }

    public readonly bool Any => Shown != 0;

    public readonly bool IsPresent(FaultCode code) => (Present >> BitOf[(byte)code] & 1) != 0;

    public readonly bool IsShown(FaultCode code) => (Shown >> BitOf[(byte)code] & 1) != 0;

    /// <summary>When the fault in row <paramref name="index"/> last became present, CLOCK_MONOTONIC ns.</summary>
    public readonly long SinceNs(int index) => _since[index];

    /// <summary>Says whether a fault is present now; returns whether that is news.</summary>
    public bool Set(FaultCode code, bool present, long timeNs)
    {
        int bit = BitOf[(byte)code];
        ulong mask = 1UL << bit;
        if ((Present & mask) != 0 == present) return false;
        Present ^= mask;
        if (present)
        {
            Shown |= mask;
            _since[bit] = timeNs;
        }
        else if (FaultRegistry.All[bit].Severity < Severity.Trip)
        {
            Shown &= ~mask;
        }
        return true;
    }

    /// <summary>A person has seen them: what is no longer present is no longer shown.</summary>
    public void Acknowledge() => Shown = Present;

    /// <summary>The most severe of the shown faults; null when none.</summary>
    public readonly Fault? Worst
    {
        get
        {
            Fault? worst = null;
            for (int i = 0; i < FaultRegistry.All.Length; i++)
                if ((Shown >> i & 1) != 0 && (worst is null || FaultRegistry.All[i].Severity > worst.Severity)) worst = FaultRegistry.All[i];
            return worst;
        }
    }

    static byte[] Bits()
    {
        byte[] bits = new byte[256];
        for (int i = 0; i < FaultRegistry.All.Length; i++) bits[FaultRegistry.All[i].Code] = (byte)i;
        return bits;
    }
}
