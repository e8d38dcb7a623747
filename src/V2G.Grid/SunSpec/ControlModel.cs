using V2G.Grid.Der;

namespace V2G.Grid.SunSpec;

/// <summary>Model 704: set-points, each with the time after which it is another; model 715: heartbeat, start and stop.</summary>
sealed class ControlModel
{
    readonly SunSpecBlock _ac, _control;
    readonly ReversionTimer[] _timers;

    public ControlModel(SunSpecBlock ac, SunSpecBlock control, DerNameplate plate)
    {
        _ac = ac;
        _control = control;
        _ac["PF_SF"] = -3;
        _ac["WMaxLimPct_SF"] = _ac["WSetPct_SF"] = _ac["VarSetPct_SF"] = -2;
        _ac["WSet_SF"] = _ac["VarSet_SF"] = -1;
        foreach (SunSpecPoint point in ac.Layout.Points)
            if (point.Writable) _ac[point.Name] = 0;
        _ac["WSetMod"] = 1;
        _ac["VarSetMod"] = 4;
        _ac["WMaxLimPct"] = _ac["WMaxLimPctRvrt"] = 100;
        foreach (string name in (string[])["PFWInj", "PFWInjRvrt", "PFWAbs", "PFWAbsRvrt"]) _ac[name + ".PF"] = 1;
        _ac["WRmp"] = _ac["VarRmp"] = 100;
        _ac["WRmpRef"] = 1;
        // Its detection of islands can't be turned off from here.
        _ac["AntiIslEna"] = 1;
        _control["LocRemCtl"] = 0;
        _control["DERHb"] = _control["ControllerHb"] = 0;
        _control["AlarmReset"] = 0;
        _control["OpCtl"] = 0;
        _timers =
        [
            new(ac, "PFWInjEna", "PFWInjRvrtTms", "PFWInjRvrtRem", "PFWInjEna", "PFWInjRvrtTms", ("PFWInjEna", "PFWInjEnaRvrt"), ("PFWInj.PF", "PFWInjRvrt.PF"), ("PFWInj.Ext", "PFWInjRvrt.Ext")),
            new(ac, "PFWAbsEna", "PFWAbsRvrtTms", "PFWAbsRvrtRem", "PFWAbsEna", "PFWAbsRvrtTms", ("PFWAbsEna", "PFWAbsEnaRvrt"), ("PFWAbs.PF", "PFWAbsRvrt.PF"), ("PFWAbs.Ext", "PFWAbsRvrt.Ext")),
            new(ac, "WMaxLimPctEna", "WMaxLimPctRvrtTms", "WMaxLimPctRvrtRem", "WMaxLimPctEna", "WMaxLimPctRvrtTms", ("WMaxLimPctEna", "WMaxLimPctEnaRvrt"), ("WMaxLimPct", "WMaxLimPctRvrt")),
            new(ac, "WSetEna", "WSetRvrtTms", "WSetRvrtRem", "WSetEna", "WSetRvrtTms", ("WSetEna", "WSetEnaRvrt"), ("WSet", "WSetRvrt"), ("WSetPct", "WSetPctRvrt")),
            new(ac, "VarSetEna", "VarSetRvrtTms", "VarSetRvrtRem", "VarSetEna", "VarSetRvrtTms", ("VarSetEna", "VarSetEnaRvrt"), ("VarSet", "VarSetRvrt"), ("VarSetPct", "VarSetPctRvrt")),
        ];
    }

    /// <summary>Percentages and power factors are some, and what can't be turned off has not been.</summary>
    public bool MakesSense =>
        Math.Abs(_ac["WSetPct"]) <= 100 && Math.Abs(_ac["WSetPctRvrt"]) <= 100 && Math.Abs(_ac["VarSetPct"]) <= 100 && Math.Abs(_ac["VarSetPctRvrt"]) <= 100
        && _ac["WMaxLimPct"] <= 100 && _ac["WMaxLimPctRvrt"] <= 100 && _ac["PFWInj.PF"] <= 1 && _ac["PFWInjRvrt.PF"] <= 1 && _ac["PFWAbs.PF"] <= 1 && _ac["PFWAbsRvrt.PF"] <= 1
        && _ac.Raw("AntiIslEna") == 1 && _control["AlarmReset"] <= 1;

    public void Restart(Func<string, string, bool> touches, long nowNs)
    {
        foreach (ReversionTimer timer in _timers) timer.Restart(touches, nowNs);
    }

    /// <returns>True: orders have reverted.</returns>
    public bool Advance(long nowNs)
    {
        bool changed = false;
        foreach (ReversionTimer timer in _timers) changed |= timer.Advance(nowNs);
        return changed;
    }

    public void Show(long nowNs, uint heartbeat)
    {
        foreach (ReversionTimer timer in _timers) timer.Show(nowNs);
        _control["DERHb"] = heartbeat;
    }

    /// <summary>An alarm reset has been asked for; asked once.</summary>
    public bool TakeAlarmReset()
    {
        bool asked = _control.Raw("AlarmReset") == 1;
        if (asked) _control["AlarmReset"] = 0;
        return asked;
    }

    /// <summary>The orders that the registers hold, within the limits.</summary>
    public DerControls Controls(in DerLimits limits)
    {
        DerControls controls = DerControls.None;
        controls.Operation = _control.Raw("OpCtl") switch { 1 or 3 => DerOperation.Run, 2 => DerOperation.Standby, _ => DerOperation.Stop };
        controls.Heartbeat = (uint)_control["ControllerHb"];
        if (_ac.Raw("WSetEna") == 1)
        {
            double share = _ac["WSetPct"] / 100;
            double watts = _ac.Raw("WSetMod") == 1 ? _ac["WSet"] : share * (share < 0 ? limits.ChargeWatts : limits.DischargeWatts);
            controls.Watts = Math.Clamp(watts, -limits.ChargeWatts, limits.DischargeWatts);
        }
        if (_ac.Raw("VarSetEna") == 1)
        {
            double share = _ac["VarSetPct"] / 100;
            double vars = _ac.Raw("VarSetMod") switch
            {
                0 => share * limits.DischargeWatts,
                3 => share * limits.VoltAmperes,
                4 => _ac["VarSet"],
                _ => share * (share < 0 ? limits.VarAbsorbed : limits.VarInjected),
            };
            controls.VarInjected = Math.Clamp(vars, -limits.VarAbsorbed, limits.VarInjected);
        }
        if (_ac.Raw("WMaxLimPctEna") == 1) controls.MostWatts = _ac["WMaxLimPct"] / 100 * limits.DischargeWatts;
        if (_ac.Raw("PFWInjEna") == 1) controls.PowerFactorDischarging = _ac["PFWInj.PF"];
        if (_ac.Raw("PFWAbsEna") == 1) controls.PowerFactorCharging = _ac["PFWAbs.PF"];
        controls.OverExcitedDischarging = _ac.Raw("PFWInj.Ext") == 0;
        controls.OverExcitedCharging = _ac.Raw("PFWAbs.Ext") == 0;
        return controls;
    }
}
