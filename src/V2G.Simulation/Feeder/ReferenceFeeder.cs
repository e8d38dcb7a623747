namespace V2G.Simulation.Feeder;

/// <summary>
/// A secondary feeder with four 22 kVA units whose steady states are known from two independent solutions (the tests hold them):
/// 60 Hz, 12.47 kV source of 80 MVA, MV line 0.30 + j0.35 Ω, transformer 150 kVA 12.47/0.48 kV (4 % reactance, 1.2 % load loss),
/// LV cable 0.16 + j0.09 Ω/km with nodes lv0 … lv4 80, 60, 60 and 80 m apart, 25 kW + 8 kvar at lv1 and 20 kW + 7 kvar at lv3.
/// <para>What the data say about their model: the source's X/R is 4 (80 MVA is |Z|, not X). Loads and units are constant power at
/// every voltage; none turns into an impedance down to 0.886 pu. Asked for 19.8 kW and 0.44·22 = 9.68 kvar together, 22.04 kVA,
/// OpenDSS keeps to the circle with reactive priority: 19.756 kW (shown as 19.8); the second solution lets the 22.04 kVA pass,
/// which moves no voltage by more than 0.00005 pu. Active priority would give 9.589 kvar: neither does that.</para>
/// </summary>
public static class ReferenceFeeder
{
    public const double UnitVoltAmperes = 22_000;
    public const double LineToLineVolts = 480;
    public const double TransformerVoltAmperes = 150_000;
    public const double NominalHz = 60;

    /// <summary>Index of the bus at the transformer's secondary terminals; its branch is source, MV line and transformer in series.</summary>
    public const int Lv0 = 0;

    /// <summary>Node of unit 1 … 4.</summary>
    public static int NodeOfUnit(int unit) => unit;

    public static RadialFeeder Build()
    {
        const double MvVolts = 12_470;
        const double MvOhms = MvVolts * MvVolts / TransformerVoltAmperes;
        const double LvOhms = LineToLineVolts * LineToLineVolts / TransformerVoltAmperes;
        const double SourceXOverR = 4;
        double sourceOhms = MvVolts * MvVolts / 80e6;
        double sourceR = sourceOhms / Math.Sqrt(1 + SourceXOverR * SourceXOverR);

        static FeederBranch Span(int parent, double km) => new(parent, 0.16 * km / LvOhms, 0.09 * km / LvOhms);
        var feeder = new RadialFeeder(TransformerVoltAmperes,
        [
            new(-1, (sourceR + 0.30) / MvOhms + 0.012, (SourceXOverR * sourceR + 0.35) / MvOhms + 0.04),
            Span(0, 0.080),
            Span(1, 0.060),
            Span(2, 0.060),
            Span(3, 0.080),
        ]);
        feeder.SetLoad(1, 25e3 / TransformerVoltAmperes, 8e3 / TransformerVoltAmperes);
        feeder.SetLoad(3, 20e3 / TransformerVoltAmperes, 7e3 / TransformerVoltAmperes);
        return feeder;
    }
}
