using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>The reactive power mode in force (IEEE 1547-2018 5.3.1: one at a time).</summary>
public enum VarMode : byte { None = 0, ConstantPowerFactor, VoltVar, WattVar, ConstantVar }

/// <summary>
/// The four reactive power functions. In service all of them follow the grid, so that the one that is switched to knows where it
/// stands; the change from one to another is a ramp that begins at the present reactive power (4.6.3). Out of service they stand at 0.
/// </summary>
public struct VarFunctions
{
    OpenLoopResponse _powerFactor, _voltVar, _wattVar, _constant, _reference;
    RateLimit _transition;
    bool _changing, _begun;
    VarMode _mode;

    /// <summary>Reference voltage that the volt-var curve stands at, pu.</summary>
    public double VRefPu { get; private set; }

    /// <summary>Where the mode in force wants reactive power to go, before any response, pu, + = injected.</summary>
    public double TargetPu { get; private set; }

    /// <summary>Reactive power of the mode in force, pu, + = injected, before any limit.</summary>
    public double Output { get; private set; }

    /// <summary>Out of service: reactive power begins at nothing; only the autonomous reference goes on following.</summary>
    public void Rest(in ControlSettings s, double voltagePu, double dtSeconds)
    {
        Reference(s.VoltVar, voltagePu, dtSeconds);
        _powerFactor.Reset(0);
        _voltVar.Reset(0);
        _wattVar.Reset(0);
        _constant.Reset(0);
        _transition.Reset(0);
        _changing = _begun = false;
        TargetPu = Output = 0;
    }

    /// <param name="voltagePu">The voltage that is regulated, pu.</param>
    /// <param name="activePowerPu">Active power decided on, pu, + = export.</param>
    public void Step(in ControlSettings s, double voltagePu, double activePowerPu, double dtSeconds)
    {
        double reaction = s.ReactionSeconds;
        double pf = ConstantPowerFactor.TargetVarInjectedPu(s.ConstantPowerFactor, activePowerPu);
        double wv = WattVar.TargetVarInjectedPu(s.WattVar, s.Site.ShareOfActiveRating(activePowerPu));
        double vv = VoltVar.TargetVarInjectedPu(s.VoltVar, Reference(s.VoltVar, voltagePu, dtSeconds), voltagePu);
        double cq = s.ConstantVar.VarInjectedPu;
        double pfNow = _powerFactor.Step(pf, s.ConstantPowerFactor.OpenLoopResponseSeconds - reaction, dtSeconds);
        double wvNow = _wattVar.Step(wv, s.WattVar.OpenLoopResponseSeconds - reaction, dtSeconds);
        double vvNow = _voltVar.Step(vv, s.VoltVar.OpenLoopResponseSeconds - reaction, dtSeconds);
        double cqNow = _constant.Step(cq, s.ConstantVar.OpenLoopResponseSeconds - reaction, dtSeconds);
        VarMode mode = s.VarMode;
        (TargetPu, double wanted) = mode switch
        {
            VarMode.ConstantPowerFactor => (pf, pfNow),
            VarMode.VoltVar => (vv, vvNow),
            VarMode.WattVar => (wv, wvNow),
            VarMode.ConstantVar => (cq, cqNow),
            _ => (0, 0),
        };
        Output = Transition(s, mode, wanted, dtSeconds);
    }

    // V_ref = 0.95 … 1.05 of a first-order average: its time constant is the setting, where a response time means 90 %.
    double Reference(in VoltVarSettings s, double voltagePu, double dtSeconds)
    {
        double average = _reference.Step(voltagePu, 2.3 * s.AutonomousVRefSeconds, dtSeconds);
        return VRefPu = s.AutonomousVRef ? Math.Clamp(average, VoltVar.LeastVRefPu, VoltVar.GreatestVRefPu) : s.VRefPu;
    }

    double Transition(in ControlSettings s, VarMode mode, double wanted, double dtSeconds)
    {
        if (_begun && mode != _mode) _changing = true;
        (_begun, _mode) = (true, mode);
        double ramp = _changing ? s.ModeTransitionSeconds : 0;
        double now = _transition.Step(wanted, ramp, ramp, dtSeconds);
        if (now == wanted) _changing = false;
        return now;
    }
}
