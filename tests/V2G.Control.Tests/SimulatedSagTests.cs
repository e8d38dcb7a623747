using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Simulation.Waveforms;

namespace V2G.Control.Tests;

/// <summary>The sag simulated at the sensing stage: what is seen, what is still counted, and what it must never hide.</summary>
public class SimulatedSagTests
{
    const double RateHz = 16_000;

    sealed class Bench
    {
        readonly SignalSource _source;
        readonly double[] _block;
        readonly int _count;
        TickInputs _input;

        public Bench(TestSignal signal, int count = 16, AbnormalCategory category = AbnormalCategory.II, int longestBlock = 512)
        {
            _source = new(signal, RateHz);
            _count = count;
            _block = new double[_source.Channels * count];
            ControlSettings settings = ControlSettings.Default(SiteSettings.Default, abnormal: category);
            Loop = new(settings, new()
            {
                PhaseCount = signal.Phases, NominalVoltage = signal.Phases == 3 ? 480 : signal.LineNeutralVolts,
                RatedVoltAmperes = signal.RatedAmperes * signal.Phases * signal.LineNeutralVolts,
            }, longestBlock);
            _input = new() { DtSeconds = count / RateHz, Calibrated = true, CurveAccepted = true };
            Run(0.4);
            Loop.AssumeInService();
        }

        public ControlLoop Loop { get; }

        public double Now => _source.Number / RateHz;

        public double Volts => Loop.Grid.VoltagePu.Mean;

        public void Tick()
        {
            _source.Fill(_block, _count);
            _input.TimeNs = (long)(Now * 1e9);
            Loop.Tick(new SampleBlock { EndTimeNs = _input.TimeNs, SampleRateHz = RateHz, Count = _count, Samples = _block }, _input, out _);
        }

        public void Run(double seconds)
        {
            for (double end = Now + seconds - 1e-9; Now < end;) Tick();
        }
    }

    [Theory]
    [InlineData(3, 0.94)]
    [InlineData(3, 0.5)]
    [InlineData(3, 1.2)]
    [InlineData(1, 0.94)]
    public void The_held_voltage_is_what_is_measured_and_powers_stay_those_that_flow(int phases, double held)
    {
        Bench bench = new(new TestSignal { Phases = phases, VoltagePu = (0.97, 0.97, 0.97) });
        double p = bench.Loop.Grid.ActivePowerPu, q = bench.Loop.Grid.VarInjectedPu, s = bench.Loop.Grid.ApparentPowerPu;
        Assert.True(p > 0.5 && q > 0.3);
        bench.Loop.HeldVoltagePu = held;
        bench.Run(0.7);
        Assert.Equal(held, bench.Volts, 0.0005);
        Assert.Equal(p, bench.Loop.Grid.ActivePowerPu, 0.001);
        Assert.Equal(q, bench.Loop.Grid.VarInjectedPu, 0.001);
        Assert.Equal(s, bench.Loop.Grid.ApparentPowerPu, 0.001);
        Assert.Equal(p, bench.Loop.Meter.Report.ActivePowerPu.Mean, 0.001);
        Assert.Equal(q, bench.Loop.Meter.Report.VarInjectedPu.Mean, 0.001);
        Assert.Equal(s, bench.Loop.Meter.Report.ApparentPowerPu.Mean, 0.001);
        bench.Loop.HeldVoltagePu = double.NaN;
        bench.Run(0.1);
        Assert.Equal(0.97, bench.Volts, 0.0005);
        Assert.Equal(p, bench.Loop.Grid.ActivePowerPu, 0.001);
    }

    [Fact]
    public void Energy_is_counted_as_it_flows_while_a_sag_is_held()
    {
        Bench held = new(new TestSignal()), truth = new(new TestSignal());
        held.Loop.HeldVoltagePu = 0.5;
        held.Run(20);
        truth.Run(20);
        Assert.Equal(truth.Loop.Meter.Energy.ExportedKilowattHours, held.Loop.Meter.Energy.ExportedKilowattHours, 2e-3 * truth.Loop.Meter.Energy.ExportedKilowattHours);
        Assert.Equal(truth.Loop.Meter.Energy.InjectedKilovarHours, held.Loop.Meter.Energy.InjectedKilovarHours, 2e-3 * truth.Loop.Meter.Energy.InjectedKilovarHours);
    }

    [Fact]
    public void The_held_voltage_follows_a_grid_that_moves()
    {
        Bench bench = new(new TestSignal { Events = [new(1) { VoltagePu = (1.03, 1.03, 1.03) }] });
        bench.Loop.HeldVoltagePu = 0.94;
        bench.Run(0.5);
        Assert.Equal(0.94, bench.Volts, 0.0005);
        bench.Run(0.4);
        Assert.Equal(0.94, bench.Volts, 0.0005);
    }

    [Theory]
    [InlineData(0.3, TripElement.Uv2)]
    [InlineData(0.0, TripElement.Uv2)]
    public void A_collapse_of_the_grid_is_seen_and_trips_in_spite_of_a_held_voltage(double collapsed, TripElement element)
    {
        Bench bench = new(new TestSignal { Events = [new(1) { VoltagePu = (collapsed, collapsed, collapsed) }] });
        bench.Loop.HeldVoltagePu = 0.94;
        while (bench.Now < 1) bench.Tick();
        bench.Run(0.09);
        Assert.True(bench.Volts < collapsed + 0.01, $"{bench.Volts} pu");
        bench.Run(0.13);
        Assert.Equal(element, bench.Loop.State.Trip);
    }

    [Fact]
    public void One_phase_that_collapses_is_seen_too()
    {
        Bench bench = new(new TestSignal { Events = [new(1) { VoltagePu = (1, 0.3, 1) }] });
        bench.Loop.HeldVoltagePu = 0.98;
        while (bench.Now < 1.25) bench.Tick();
        Assert.Equal(0.3, bench.Loop.Grid.LowestVoltagePu, 0.01);
        Assert.Equal(TripElement.Uv2, bench.Loop.State.Trip);
    }

    [Fact]
    public void A_sag_of_the_grid_suspends_the_held_voltage_and_its_end_brings_it_back()
    {
        Bench bench = new(new TestSignal { Events = [new(1) { VoltagePu = (0.72, 0.72, 0.72) }, new(1.4) { VoltagePu = (1, 1, 1) }] });
        bench.Loop.HeldVoltagePu = 0.94;
        double highest = 0;
        while (bench.Now < 1.35) bench.Tick();
        Assert.Equal(0.72, bench.Volts, 0.001);
        while (bench.Now < 1.6)
        {
            bench.Tick();
            highest = Math.Max(highest, bench.Volts);
        }
        Assert.True(highest < 1.01, $"{highest} pu");
        bench.Run(0.1);
        Assert.Equal(0.94, bench.Volts, 0.001);
    }

    [Fact]
    public void Blocks_longer_than_prepared_for_are_measured_as_they_are()
    {
        Bench bench = new(new TestSignal(), count: 64, longestBlock: 16);
        double p = bench.Loop.Grid.ActivePowerPu;
        bench.Loop.HeldVoltagePu = 0.94;
        bench.Run(2);
        Assert.Equal(1, bench.Volts, 0.0005);
        Assert.Equal(p, bench.Loop.Grid.ActivePowerPu, 0.001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void What_is_no_voltage_is_not_held(double held)
    {
        Bench bench = new(new TestSignal());
        bench.Loop.HeldVoltagePu = held;
        bench.Run(0.5);
        Assert.Equal(1, bench.Volts, 0.0005);
        Assert.True(double.IsFinite(bench.Loop.Grid.ActivePowerPu));
    }
}
