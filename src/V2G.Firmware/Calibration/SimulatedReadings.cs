using V2G.Control;
using V2G.Control.Settings;
using V2G.Simulation;
using V2G.Simulation.Feeder;
using V2G.Simulation.Sensors;

namespace V2G.Firmware.Calibration;

/// <summary>
/// Readings from the simulated board: its sensors get gains, offsets and delays from the seed, its terminal is held at several
/// voltages while several currents flow, and the plant's own truth stands for an ideal reference.
/// </summary>
internal sealed class SimulatedReadings
{
    const double SampleRateHz = 16_000, SettleSeconds = 0.1, MeasureSeconds = 1;

    static readonly (double VoltagePu, double PowerPu)[] Levels = [(0.88, -0.9), (0.94, -0.5), (1.0, 0.2), (1.05, 0.6), (1.10, 0.9)];

    readonly SimulatedBoard _board;
    readonly int _phases;

    public SimulatedReadings(in SiteSettings site, ulong seed)
    {
        _phases = site.PhaseCount;
        SeededRandom random = SeededRandom.For(seed, 54);
        double volts = site.NominalPhaseVoltage, amperes = site.RatedVoltAmperes / (_phases * volts);
        Errors = [.. Enumerable.Range(0, 2 * _phases).Select(c =>
        {
            double nominal = c < _phases ? volts : amperes;
            return new ChannelErrors
            {
                Gain = 1 + random.Uniform(-0.02, 0.02), Offset = nominal * random.Uniform(-0.005, 0.005), PhaseRadians = -random.Uniform(0, 0.02),
                NoiseRms = 0.0005 * nominal,
            };
        })];
        UnitSettings unit = new()
        {
            RatedVoltAmperes = site.RatedVoltAmperes, Phases = _phases, NominalVolts = site.NominalVoltage, Waveform = true,
            Sensors = new() { SampleRateHz = SampleRateHz, AdcBits = 16, Harmonics = [new(5, 0.015, 0.02), new(7, 0.010, 0.01)], Channels = Errors },
        };
        _board = new SimulatedBoard(seed, unit, new GridSource(1, site.NominalFrequencyHz));
    }

    /// <summary>What the sensors were given, in channel order (voltages, then currents): what a calibration should find.</summary>
    public ChannelErrors[] Errors { get; }

    /// <summary>
    /// Two readings a level and channel, at the fundamental's crest and trough: signed, so that they show an offset, which RMS values would hide.
    /// </summary>
    public List<Reading> Take()
    {
        List<Reading> readings = [];
        foreach ((double voltage, double power) in Levels)
        {
            _board.Unit.HeldTerminalPu = voltage;
            RunFor(SettleSeconds, power, null);
            Demodulator[] channels = new Demodulator[2 * _phases];
            RunFor(MeasureSeconds, power, channels);
            for (int c = 0; c < channels.Length; c++) Add(readings, c, channels[c]);
        }
        return readings;
    }

    void Add(List<Reading> readings, int c, in Demodulator channel)
    {
        bool voltage = c < _phases;
        PhasePhasors truth = voltage ? _board.Unit.TerminalPu : _board.Unit.CurrentPu;
        Phasor phasor = (c % _phases) switch { 0 => truth.A, 1 => truth.B, _ => truth.C };
        double crest = Math.Sqrt(2) * phasor.Magnitude * (voltage ? _board.Unit.Settings.PhaseVolts : _board.Unit.Settings.RatedAmperes);
        int name = (voltage ? 0 : 3) + c % _phases;
        foreach (int sign in (int[])[1, -1])
            readings.Add(new(name, sign * crest, channel.Mean + sign * channel.Crest, Degrees(phasor.Radians), channel.Degrees));
    }

    void RunFor(double seconds, double powerPu, Demodulator[]? channels)
    {
        long end = _board.NowNs + (long)(seconds * 1e9);
        while (_board.NowNs < end)
        {
            long from = _board.NowNs;
            _board.Step(new InverterCommand { ActivePowerPu = powerPu, GateEnable = true, ExpiresNs = long.MaxValue });
            if (channels is null) continue;
            SimulatedSensors sensors = _board.Unit.Sensors;
            for (int k = 0; k < sensors.Count; k++)
            {
                double at = (sensors.FirstSampleNs - from) * 1e-9 + k / SampleRateHz;
                double radians = _board.Source.TickStartRadians + 2 * Math.PI * _board.Source.TickHz * at;
                for (int c = 0; c < channels.Length; c++) channels[c].Add(sensors.Samples[c * sensors.Count + k], radians);
            }
        }
    }

    static double Degrees(double radians) => radians * 180 / Math.PI;

    /// <summary>Mean and fundamental of a channel over whole cycles, against the source's own angle.</summary>
    struct Demodulator
    {
        double _sum, _cos, _sin;
        int _count;

        public void Add(double x, double radians)
        {
            _sum += x;
            _cos += x * Math.Cos(radians);
            _sin += x * Math.Sin(radians);
            _count++;
        }

        public readonly double Mean => _sum / _count;

        public readonly double Crest => 2 * Math.Sqrt(_cos * _cos + _sin * _sin) / _count;

        public readonly double Degrees => SimulatedReadings.Degrees(Math.Atan2(-_sin, _cos));
    }
}
