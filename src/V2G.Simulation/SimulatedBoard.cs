using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Simulation.Feeder;
using V2G.Simulation.Sensors;

namespace V2G.Simulation;

/// <summary>
/// The plant as one controller sees it: a single commanded unit on a feeder, one command in, everything it can sense out.
/// Other units on the feeder are constant injections (<see cref="RadialFeeder.SetInjection"/>); for several commanded ones take
/// <see cref="SimulatedSite"/>.
/// </summary>
public sealed class SimulatedBoard
{
    /// <summary>A unit on any feeder.</summary>
    public SimulatedBoard(ulong seed, UnitSettings unit, GridSource source, RadialFeeder feeder, int node, long tickNs = 1_000_000)
    {
        Site = new SimulatedSite(seed, source, feeder, [(unit, node)], tickNs);
        Unit = Site.Units[0];
    }

    /// <summary>A unit alone behind a source of <paramref name="shortCircuitRatio"/> times its rating and the given X/R.</summary>
    public SimulatedBoard(ulong seed, UnitSettings unit, GridSource source, double shortCircuitRatio = 20, double xOverR = 1,
        long tickNs = 1_000_000)
        : this(seed, unit, source, Behind(unit, shortCircuitRatio, xOverR), 0, tickNs)
    {
    }

    public SimulatedSite Site { get; }

    public SimulatedUnit Unit { get; }

    public GridSource Source => Site.Source;

    /// <summary>Virtual CLOCK_MONOTONIC, ns.</summary>
    public long NowNs => Site.NowNs;

    /// <summary>Waveform mode: channel-major samples of the last tick, volts and amperes (see <see cref="SimulatedSensors.Samples"/>).</summary>
    public ReadOnlySpan<double> Samples => Unit.Sensors.Samples;

    /// <summary>Phasor mode: the measurement that perfect sensing would give.</summary>
    public ref readonly GridMeasurement Measurement => ref Unit.Measurement;

    public ref readonly InverterState InverterState => ref Unit.InverterState;

    public ref readonly VehicleReport Vehicle => ref Unit.Vehicle;

    public ref readonly SecondMeterReading SecondMeter => ref Unit.SecondMeter.Reading;

    /// <summary>Advances one tick under a command.</summary>
    public void Step(in InverterCommand command) => Site.Step(MemoryMarshal.CreateReadOnlySpan(in command, 1));

    static RadialFeeder Behind(UnitSettings unit, double shortCircuitRatio, double xOverR)
    {
        double r = 1 / (shortCircuitRatio * Math.Sqrt(1 + xOverR * xOverR));
        return RadialFeeder.Thevenin(unit.RatedVoltAmperes, r, r * xOverR);
    }
}
