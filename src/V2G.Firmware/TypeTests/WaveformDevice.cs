using V2G.Control;
using V2G.Control.Settings;
using V2G.Firmware.Run;
using V2G.Simulation;
using V2G.Simulation.Feeder;

namespace V2G.Firmware.TypeTests;

/// <summary>
/// The whole simulated board on a laboratory's stiff source: blocks of samples with noise, harmonics and converter steps, through
/// calibration and measurement to the inverter's lag.
/// </summary>
internal sealed class WaveformDevice : DeviceUnderTest
{
    // Stiff enough that our own current moves the terminal by less than a meter shows.
    const double SourceRatio = 20_000;
    const double ForEver = 1e6;

    readonly SimulatedRun _run;
    readonly double _rmsOfFundamental;

    public WaveformDevice(DeviceFault fault, in ControlSettings settings, ulong seed) : base(fault, settings)
    {
        _run = new SimulatedRun(fault.Of(settings), new() { Seed = seed, ShortCircuitRatio = SourceRatio });
        // What is held is what an RMS meter shows, harmonics and all.
        _rmsOfFundamental = 1 / Math.Sqrt(1 + _run.Board.Unit.Settings.Sensors.Harmonics.Sum(h => h.VoltageShare * h.VoltageShare));
        Set(settings);
        SetVoltage(1);
    }

    public override double SetpointPu { set => _run.Input.ActivePowerSetpointPu = value; }

    public override double RandomShare { set => _run.Input.RandomShare = value; }

    public override double NowSeconds => _run.NowSeconds;

    public override double ActivePowerPu => _run.Board.InverterState.ActivePowerPu;

    public override double VarInjectedPu => _run.Board.InverterState.VarInjectedPu;

    public override double LongestStepSeconds => _run.Board.Site.TickNs * 1e-9;

    /// <summary>Sensors take part: 0.1 % of voltage is 0.7 % of reactive power on the steepest default curve.</summary>
    public override double AgreementPu => 0.01;

    public override ref readonly ControlState State => ref _run.Loop.State;

    public override void AssumeInService() => _run.Loop.AssumeInService();

    protected override void Adopt(in ControlSettings settings) => _run.Loop.Adopt(settings);

    protected override void Apply(in PhasePhasors before) => _run.Board.Source.AddSag(_run.NowSeconds, ForEver, _rmsOfFundamental * VoltagePu);

    protected override void Turn(double hzPerSecond) => _run.Board.Source.FrequencyHz.StepTo(_run.NowSeconds, FrequencyHz);

    protected override void Advance(double seconds)
    {
        long end = _run.Board.NowNs + VirtualTime.Ns(seconds);
        // A tick more rather than a tick less: time is in whole ticks here.
        while (_run.Board.NowNs < end) _run.Tick();
    }
}
