using System.Collections.Frozen;

namespace V2G.Grid.SunSpec;

/// <summary>A model with every point in its place.</summary>
public sealed class SunSpecLayout
{
    readonly FrozenDictionary<string, SunSpecPoint> _byName;

    internal SunSpecLayout(SunSpecModel model, SunSpecPoint[] points, int registers)
    {
        Model = model;
        Points = points;
        Registers = registers;
        _byName = points.ToFrozenDictionary(p => p.Name);
    }

    public SunSpecModel Model { get; }

    public IReadOnlyList<SunSpecPoint> Points { get; }

    /// <summary>With ID and L.</summary>
    public int Registers { get; }

    /// <summary>What the model's L says: registers behind it.</summary>
    public int Length => Registers - 2;

    /// <exception cref="KeyNotFoundException">The model has no such point.</exception>
    public SunSpecPoint this[string name] => _byName.TryGetValue(name, out SunSpecPoint? point) ? point : throw new KeyNotFoundException($"model {Model.Id} has no point {name}");

    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>The registers from one point to another, both whole.</summary>
    public (int Offset, int Count) Range(string first, string last) => (this[first].Offset, this[last].Offset + this[last].Size - this[first].Offset);
}
