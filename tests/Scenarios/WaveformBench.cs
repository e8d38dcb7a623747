using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Simulation;
using V2G.Simulation.Feeder;
using V2G.Simulation.Sensors;
using V2G.Simulation.Vehicle;

namespace V2G.Scenarios;

/// <summary>The whole controller behind its sensors, on a grid of any resistance and reactance: samples in, current out.</summary>
internal sealed class WaveformBench
{
    readonly double _rateHz;
    TickInputs _input;
    TickOutputs _output;

    /// <param name="noisePu">White noise of every channel, RMS, pu of nominal.</param>
    /// <param name="sourcePu">Voltage of the source; NaN: such that the terminal has 1 pu under the active power asked for.</param>
    public WaveformBench(
        in ControlSettings settings, double resistancePu, double reactancePu, double activePowerPu = 0, double noisePu = 0.001, ulong seed = 1,
        double sourcePu = double.NaN, double rateHz = 4000)
    {
        _rateHz = rateHz;
        SiteSettings site = settings.Site;
        UnitSettings unit = new()
        {
            RatedVoltAmperes = site.RatedVoltAmperes, Phases = site.PhaseCount, NominalVolts = site.NominalVoltage, Waveform = true,
            Battery = new BatteryRatings { MaxChargeWatts = site.RatedVoltAmperes, MaxDischargeWatts = site.RatedVoltAmperes },
            Sensors = new SensorSettings
            {
                SampleRateHz = rateHz,
                Channels = [.. Enumerable.Range(0, 2 * site.PhaseCount).Select(i => new ChannelErrors
                {
                    NoiseRms = noisePu * (i < site.PhaseCount ? site.NominalPhaseVoltage : site.RatedVoltAmperes / (site.PhaseCount * site.NominalPhaseVoltage)),
                })],
            },
        };
        if (double.IsNaN(sourcePu)) sourcePu = SourceFor(resistancePu, reactancePu, activePowerPu);
        GridSource source = new(sourcePu, site.NominalFrequencyHz);
        Board = new SimulatedBoard(seed, unit, source, RadialFeeder.Thevenin(site.RatedVoltAmperes, resistancePu, reactancePu), 0);
        Loop = new ControlLoop(settings, new MeterSettings
        {
            PhaseCount = site.PhaseCount, NominalVoltage = site.NominalVoltage, NominalFrequencyHz = site.NominalFrequencyHz, RatedVoltAmperes = site.RatedVoltAmperes,
        });
        _input = new() { DtSeconds = 0.001, Calibrated = true, CurveAccepted = true, InverterConfigured = true, ActivePowerSetpointPu = activePowerPu };
        Run(0.3);
        Loop.AssumeInService();
    }

    public SimulatedBoard Board { get; }

    public ControlLoop Loop { get; }

    public ref readonly TickOutputs Output => ref _output;

    public double NowSeconds => Board.NowNs * 1e-9;

    /// <summary>Voltage of the source behind R + jX with which the terminal has 1 pu while P flows out of the unit and no Q.</summary>
    public static double SourceFor(double r, double x, double p) => Math.Sqrt((1 - r * p) * (1 - r * p) + x * p * (x * p));

    public void Tick()
    {
        Board.Step(_output.Command);
        _input.TimeNs = Board.NowNs;
        _input.Inverter = Board.InverterState;
        _input.Vehicle = Board.Vehicle;
        int channels = Loop.Meter.Settings.ChannelCount;
        SampleBlock block = new() { EndTimeNs = Board.NowNs, SampleRateHz = _rateHz, Count = Board.Samples.Length / channels, Samples = Board.Samples };
        Loop.Tick(block, _input, out _output);
    }

    /// <summary>Runs and shows the bench after every tick.</summary>
    public void Run(double seconds, Action<WaveformBench>? each = null)
    {
        long end = Board.NowNs + (long)(seconds * 1e9);
        while (Board.NowNs < end)
        {
            Tick();
            each?.Invoke(this);
        }
    }
}
