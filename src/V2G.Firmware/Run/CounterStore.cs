using System.Buffers.Binary;
using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Run;

/// <summary>
/// Counters that survive a restart, of energy and of what the contactors have been through: two slots in one file, written in turn, each sealed, so that a power cut in the middle of
/// a write costs that write and nothing else.
/// </summary>
internal sealed class CounterStore : IDisposable
{
    public const string FileName = "energy.counters";

    // Magic, sequence, four counters of energy, five of each contactor, then 16 bytes of SHA-256 over what stands before.
    const int Figures = 14, Body = 8 + 8 + Figures * 8, SlotBytes = Body + 16, Slots = 2;
    const ulong Magic = 0x33524E54_47325655;

    readonly FileStream _file;
    long _sequence;

    /// <summary>As they were restored.</summary>
    public ContactorWear Grid { get; private set; }

    public ContactorWear Vehicle { get; private set; }

    /// <exception cref="IOException">The directory can't be written.</exception>
    public CounterStore(string directory)
    {
        Directory.CreateDirectory(directory);
        _file = new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Puts the newest whole slot into the counters. Returns false when there is none: a new unit, or both slots broken.</summary>
    public bool Restore(EnergyCounters energy)
    {
        Span<byte> slot = stackalloc byte[SlotBytes];
        double[]? newest = null;
        for (int i = 0; i < Slots; i++)
        {
            _file.Position = i * SlotBytes;
            if (_file.ReadAtLeast(slot, SlotBytes, throwOnEndOfStream: false) < SlotBytes || !Sealed(slot)) continue;
            long sequence = BinaryPrimitives.ReadInt64LittleEndian(slot[8..]);
            if (sequence <= _sequence) continue;
            double[] values = new double[Figures];
            for (int k = 0; k < Figures; k++) values[k] = BinaryPrimitives.ReadDoubleLittleEndian(slot[(16 + 8 * k)..]);
            if (Array.Exists(values, v => !(v >= 0 && v < 1e12))) continue;
            _sequence = sequence;
            newest = values;
        }
        if (newest is null) return false;
        energy.Restore(newest[0], newest[1], newest[2], newest[3]);
        Grid = Wear(newest.AsSpan(4, 5));
        Vehicle = Wear(newest.AsSpan(9, 5));
        return true;
    }

    /// <summary>Writes the slot that is not the newest.</summary>
    public void Save(double exportedKilowattHours, double importedKilowattHours, double injectedKilovarHours, double absorbedKilovarHours,
        in ContactorWear grid = default, in ContactorWear vehicle = default)
    {
        Span<byte> slot = stackalloc byte[SlotBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(slot, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], ++_sequence);
        BinaryPrimitives.WriteDoubleLittleEndian(slot[16..], exportedKilowattHours);
        BinaryPrimitives.WriteDoubleLittleEndian(slot[24..], importedKilowattHours);
        BinaryPrimitives.WriteDoubleLittleEndian(slot[32..], injectedKilovarHours);
        BinaryPrimitives.WriteDoubleLittleEndian(slot[40..], absorbedKilovarHours);
        Write(grid, slot[48..]);
        Write(vehicle, slot[88..]);
        Seal(slot[..Body], slot[Body..]);
        _file.Position = _sequence % Slots * SlotBytes;
        _file.Write(slot);
        _file.Flush(flushToDisk: true);
    }

    static ContactorWear Wear(ReadOnlySpan<double> figures) => new()
    {
        Operations = (long)figures[0], BrokenUnderLoad = (long)figures[1], DischargeArcAmpereSquareSeconds = figures[2], ChargeArcAmpereSquareSeconds = figures[3],
        ClosingsWithinHour = (int)Math.Min(figures[4], int.MaxValue),
    };

    static void Write(in ContactorWear wear, Span<byte> to)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(to, wear.Operations);
        BinaryPrimitives.WriteDoubleLittleEndian(to[8..], wear.BrokenUnderLoad);
        BinaryPrimitives.WriteDoubleLittleEndian(to[16..], wear.DischargeArcAmpereSquareSeconds);
        BinaryPrimitives.WriteDoubleLittleEndian(to[24..], wear.ChargeArcAmpereSquareSeconds);
        BinaryPrimitives.WriteDoubleLittleEndian(to[32..], wear.ClosingsWithinHour);
    }

    static bool Sealed(ReadOnlySpan<byte> slot)
    {
        Span<byte> seal = stackalloc byte[16];
        Seal(slot[..Body], seal);
        return BinaryPrimitives.ReadUInt64LittleEndian(slot) == Magic && seal.SequenceEqual(slot[Body..]);
    }

    static void Seal(ReadOnlySpan<byte> body, Span<byte> seal)
    {
        Span<byte> hash = stackalloc byte[32];
        Sha256.Hash(body, hash);
        hash[..16].CopyTo(seal);
    }

    public void Dispose() => _file.Dispose();
}
