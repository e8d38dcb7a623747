using V2G.Simulation;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>When within a cycle an event falls, s: another moment in every repetition, the same ones in every run.</summary>
internal sealed class SeededMoments
{
    readonly SeededRandom _random = SeededRandom.For(1, 1547);

    public double Next() => 0.002 + 0.015 * _random.Uniform();
}
