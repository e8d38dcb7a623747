using V2G.Control;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;
using V2G.Simulation.TypeTest;

namespace V2G.Firmware.TypeTests;

/// <summary>The controller on phasors with an ideal inverter: thousands of seconds in one.</summary>
internal sealed class PhasorDevice : DeviceUnderTest
{
    readonly IdealUnit _unit;

    public PhasorDevice(DeviceFault fault, in ControlSettings settings) : base(fault, settings)
    {
        _unit = new IdealUnit(fault.Of(settings));
        Set(settings);
    }

    public override double SetpointPu { set => _unit.SetpointPu = value; }

    public override double RandomShare { set => _unit.RandomShare = value; }

    public override double NowSeconds => _unit.NowSeconds;

    public override double ActivePowerPu => _unit.ActivePowerPu;

    public override double VarInjectedPu => _unit.VarInjectedPu;

    public override double LongestStepSeconds => 60;

    public override double AgreementPu => 0.005;

    public override ref readonly ControlState State => ref _unit.State;

    public override void AssumeInService() => _unit.AssumeInService();

    protected override void Adopt(in ControlSettings settings) => _unit.Adopt(settings);

    protected override void Apply(in PhasePhasors before)
    {
        _unit.PhaseJumpRadians = (VoltagePu.Positive * before.Positive.Conjugate).Radians;
        _unit.VoltagePu = VoltagePu;
    }

    protected override void Turn(double hzPerSecond)
    {
        _unit.FrequencyHz = FrequencyHz;
        _unit.RocofHzPerSecond = hzPerSecond;
    }

    protected override void Advance(double seconds) => _unit.Step(seconds);
}
