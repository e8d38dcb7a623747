using V2G.Grid.Modbus;

namespace V2G.Grid.SunSpec;

/// <summary>A model that a device has: where its ID stands, and its length without ID and L.</summary>
public readonly record struct SunSpecModelFound(int Id, int Address, int Length);

/// <summary>
/// Finds out which models a device has: looks for "SunS" where it may stand, then goes from model to model by their lengths, up to the
/// end model. Bounded, whatever a device says of itself.
/// </summary>
public sealed class SunSpecScan
{
    /// <summary>More than that is no device, but figures taken for one.</summary>
    public const int MostModels = 64;

    readonly List<SunSpecModelFound> _models = [];
    int _base = -1, _at;

    public IReadOnlyList<SunSpecModelFound> Models => _models;

    /// <summary>The end model has been reached.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why there is nothing to be found; null while there may be.</summary>
    public string? Failure { get; private set; }

    /// <summary>What to read next; two registers each.</summary>
    public ModbusRequest Next() => ModbusRequest.Read(_at > 0 ? _at : SunSpecMap.BaseAddresses[_base < 0 ? _base = 0 : _base], 2);

    /// <summary>What the read brought; empty for nothing.</summary>
    public void Take(ReadOnlySpan<ushort> registers)
    {
        bool none = registers.Length < 2;
        if (_at == 0)
        {
            if (!none && registers[0] == SunSpecMap.MarkHigh && registers[1] == SunSpecMap.MarkLow) _at = SunSpecMap.BaseAddresses[_base] + 2;
            else if (++_base == SunSpecMap.BaseAddresses.Length) Failure = $"no SunSpec device: \"SunS\" stands at none of {string.Join(", ", SunSpecMap.BaseAddresses)}";
            return;
        }
        if (none)
        {
            Failure = $"its models can't be read beyond {_at}: there is no end model";
            return;
        }
        if (registers[0] == SunSpecMap.EndModel)
        {
            IsDone = true;
            return;
        }
        _models.Add(new(registers[0], _at, registers[1]));
        _at += 2 + registers[1];
        if (_at + 2 > ModbusLimits.Addresses) Failure = $"model {registers[0]} goes beyond the last address";
        else if (_models.Count == MostModels) Failure = $"more than {MostModels} models";
    }

    /// <summary>The first of its kind; null for none.</summary>
    public SunSpecModelFound? Find(int id)
    {
        foreach (SunSpecModelFound model in _models)
            if (model.Id == id) return model;
        return null;
    }
}
