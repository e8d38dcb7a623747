using System.Globalization;
using V2G.Simulation.Feeder;

namespace V2G.Simulation.Tests.Feeder;

/// <summary>
/// One steady state of the reference feeder from data/feeder-equilibrium.csv: what OpenDSS found (V, Q to a tenth of a kvar)
/// and what an independent solution of the same network found (more digits).
/// </summary>
public sealed record Equilibrium(int Line, string Curve, double SourcePu, double ActiveShare, Equilibrium.UnitRow[] Units)
{
    public readonly record struct UnitRow(double VoltagePu, double Kvar, double Kw, double ExactVoltagePu, double ExactKvar);

    const int FirstUnitColumn = 3, ColumnsPerUnit = 5;

    public static readonly Equilibrium[] All = Read();

    public static IEnumerable<TheoryDataRow<string>> Curves => [new("off"), new("B"), new("A")];

    public override string ToString() => $"line {Line}: curve {Curve}, source {SourcePu}, P {ActiveShare}";

    static Equilibrium[] Read()
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", "feeder-equilibrium.csv"));
        return [.. lines.Skip(1).Select((text, k) => Parse(text.Split(','), k + 2))];
    }

    static Equilibrium Parse(string[] cells, int line)
    {
        double Number(int column) => double.Parse(cells[column], CultureInfo.InvariantCulture);
        var units = new UnitRow[4];
        for (int u = 0; u < 4; u++)
        {
            int at = FirstUnitColumn + u * ColumnsPerUnit;
            units[u] = new(Number(at), Number(at + 1), Number(at + 2), Number(at + 3), Number(at + 4));
        }
        return new(line, cells[0], Number(1), Number(2), units);
    }
}
