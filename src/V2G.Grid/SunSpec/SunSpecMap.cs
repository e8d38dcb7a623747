using V2G.Grid.Modbus;

namespace V2G.Grid.SunSpec;

/// <summary>
/// The registers of a device: "SunS", its models one behind the other, the end model. Knows where each model begins and which
/// registers may be written.
/// </summary>
public sealed class SunSpecMap
{
    /// <summary>Where a device's map may begin, the usual one first.</summary>
    public static readonly int[] BaseAddresses = [40_000, 0, 50_000];

    /// <summary>"SunS".</summary>
    public const ushort MarkHigh = 0x5375, MarkLow = 0x6E53;

    public const ushort EndModel = 0xFFFF;

    readonly ushort[] _registers;
    readonly SunSpecPoint?[] _points;
    readonly int[] _owners;
    readonly SunSpecBlock?[] _blocks;
    readonly Dictionary<int, int> _addresses = [];

    public SunSpecMap(int baseAddress, IReadOnlyList<SunSpecLayout> models)
    {
        BaseAddress = baseAddress;
        _registers = new ushort[2 + models.Sum(m => m.Registers) + 2];
        _points = new SunSpecPoint?[_registers.Length];
        _owners = new int[_registers.Length];
        _blocks = new SunSpecBlock?[_registers.Length];
        _registers[0] = MarkHigh;
        _registers[1] = MarkLow;
        Blocks = new SunSpecBlock[models.Count];
        int at = 2;
        for (int i = 0; i < models.Count; i++)
        {
            Blocks[i] = new(models[i], _registers.AsMemory(at, models[i].Registers));
            Blocks[i].Clear();
            _addresses[models[i].Model.Id] = baseAddress + at;
            _blocks.AsSpan(at, models[i].Registers).Fill(Blocks[i]);
            foreach (SunSpecPoint point in models[i].Points)
            {
                for (int r = 0; r < point.Size; r++)
                {
                    _points[at + point.Offset + r] = point;
                    _owners[at + point.Offset + r] = at + point.Offset;
                }
            }
            at += models[i].Registers;
        }
        _registers[at] = EndModel;
        _registers[at + 1] = 0;
    }

    public int BaseAddress { get; }

    public SunSpecBlock[] Blocks { get; }

    /// <exception cref="KeyNotFoundException">No such model.</exception>
    public SunSpecBlock this[int model] => Array.Find(Blocks, b => b.Layout.Model.Id == model) ?? throw new KeyNotFoundException($"no model {model}");

    /// <summary>Where a model's ID stands.</summary>
    /// <exception cref="KeyNotFoundException">No such model.</exception>
    public int AddressOf(int model) => _addresses[model];

    /// <summary>The points of a range that is within the map.</summary>
    public IEnumerable<(SunSpecBlock Block, SunSpecPoint Point)> Touched(int address, int count)
    {
        for (int r = address - BaseAddress; r < address - BaseAddress + count; r++)
            if (_points[r] is { } point && _owners[r] == r) yield return (_blocks[r]!, point);
    }

    public ModbusExceptionCode Read(int address, Span<ushort> registers)
    {
        int at = address - BaseAddress;
        if (at < 0 || at + registers.Length > _registers.Length) return ModbusExceptionCode.IllegalDataAddress;
        _registers.AsSpan(at, registers.Length).CopyTo(registers);
        return ModbusExceptionCode.None;
    }

    /// <summary>
    /// Whether a write could be one: whole points, each writable, each within its type. A point that is not implemented may be written
    /// as that, for who writes blocks, and as nothing else.
    /// </summary>
    public ModbusExceptionCode Check(int address, ReadOnlySpan<ushort> registers)
    {
        int at = address - BaseAddress, end = at + registers.Length;
        if (at < 0 || end > _registers.Length) return ModbusExceptionCode.IllegalDataAddress;
        for (int r = at; r < end;)
        {
            if (_points[r] is not { Writable: true } point) return ModbusExceptionCode.IllegalDataAddress;
            // Half a figure is none.
            if (_owners[r] != r || r + point.Size > end) return ModbusExceptionCode.IllegalDataValue;
            double now = SunSpecValue.Read(_registers.AsSpan(r, point.Size), point.Type), wanted = SunSpecValue.Read(registers.Slice(r - at, point.Size), point.Type);
            if (double.IsNaN(now) && !double.IsNaN(wanted)) return ModbusExceptionCode.IllegalDataAddress;
            if (double.IsNaN(wanted) && !double.IsNaN(now)) return ModbusExceptionCode.IllegalDataValue;
            if (point.Symbols > 0 && wanted >= point.Symbols) return ModbusExceptionCode.IllegalDataValue;
            r += point.Size;
        }
        return ModbusExceptionCode.None;
    }

    /// <summary>Everything as it is now, to be put back.</summary>
    public void Save(Span<ushort> registers) => _registers.CopyTo(registers);

    public void Restore(ReadOnlySpan<ushort> registers) => registers.CopyTo(_registers);

    public int Registers => _registers.Length;

    /// <summary>Puts registers in their place, unasked.</summary>
    public void Put(int address, ReadOnlySpan<ushort> registers) => registers.CopyTo(_registers.AsSpan(address - BaseAddress));

    /// <summary>Any of the points from the first to the last lies within a range of addresses.</summary>
    public bool Touches(int address, int count, SunSpecBlock block, string first, string last)
    {
        (int offset, int length) = block.Layout.Range(first, last);
        int from = AddressOf(block.Layout.Model.Id) + offset;
        return address < from + length && address + count > from;
    }
}
