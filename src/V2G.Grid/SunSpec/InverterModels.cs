using V2G.Grid.Modbus;

namespace V2G.Grid.SunSpec;

/// <summary>The models of a device that has been scanned, as a client keeps them: where they are, and their registers as last read.</summary>
sealed class InverterModels
{
    readonly Dictionary<int, (int Address, SunSpecBlock Block)> _models = [];

    public bool Has(int model) => _models.ContainsKey(model);

    public SunSpecBlock this[int model] => _models[model].Block;

    public bool Has(int model, string point) => Has(model) && this[model].Layout.Has(point) && this[model].IsImplemented(point);

    /// <summary>Makes room for a model.</summary>
    /// <returns>False: it is shorter than it must be; a longer one has points of its maker's own behind ours.</returns>
    public bool Add(SunSpecModelFound found, Func<string, int>? count = null) => Add(found, SunSpecModels.Find(found.Id)!, count);

    /// <summary>The same for a model of another family.</summary>
    public bool Add(SunSpecModelFound found, SunSpecModel model, Func<string, int>? count = null)
    {
        SunSpecLayout layout = model.Place(count ?? (_ => 0));
        if (layout.Length > found.Length) return false;
        _models[found.Id] = (found.Address, new(layout, new ushort[layout.Registers]));
        return true;
    }

    public ModbusRequest Read(int model, int offset, int count) => ModbusRequest.Read(_models[model].Address + offset, count);

    public ModbusRequest Read(int model, string first, string last)
    {
        (int offset, int count) = this[model].Layout.Range(first, last);
        return Read(model, offset, count);
    }

    /// <summary>The registers as they are kept here.</summary>
    public ModbusRequest Write(int model, string first, string last)
    {
        (int offset, int count) = this[model].Layout.Range(first, last);
        return ModbusRequest.Write(_models[model].Address + offset, count);
    }

    /// <summary>What a write of that range carries.</summary>
    public ReadOnlySpan<ushort> Values(ModbusRequest request) => Owner(request, out int offset).Registers.Slice(offset, request.Count);

    /// <summary>Keeps what a read brought.</summary>
    public void Take(ModbusRequest request, ReadOnlySpan<ushort> registers) => registers.CopyTo(Owner(request, out int offset).Registers[offset..]);

    SunSpecBlock Owner(ModbusRequest request, out int offset)
    {
        foreach ((int address, SunSpecBlock block) in _models.Values)
        {
            offset = request.Address - address;
            if (offset >= 0 && offset < block.Layout.Registers) return block;
        }
        throw new InvalidOperationException("a request for no model");
    }
}
