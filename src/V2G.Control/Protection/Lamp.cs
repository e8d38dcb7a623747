namespace V2G.Control.Protection;

public enum LampColour : byte { Off, Red, Amber, Green, Blue, Cyan, White }

public enum LampRhythm : byte
{
    Steady = 0,

    /// <summary>2.5 Hz without a pause: 200 ms on, 200 ms off (IEC 60073: 1.4 … 2.8 Hz).</summary>
    Flashing,

    /// <summary>As many pulses of 200 ms as the number says, each followed by 200 ms of dark, then a pause of 1400 ms: to be counted across a car park.</summary>
    Counted,

    /// <summary>Brighter and darker, 4 s.</summary>
    Breathing,
}

/// <summary>What the station's lamp shows. Colour and count together, so that it can be read without seeing colours.</summary>
public readonly record struct LampPattern(LampColour Colour, LampRhythm Rhythm = LampRhythm.Steady, int Pulses = 0)
{
    const long OnNs = 200_000_000, StepNs = 400_000_000, PauseNs = 1_400_000_000, BreathNs = 4_000_000_000;

    // A breath is drawn in steps of a 64th; the lamp is switched fast enough for the eye: 125 Hz.
    const long DimNs = 8_000_000;

    public static LampPattern Counted(LampColour colour, int pulses) => new(colour, LampRhythm.Counted, pulses);

    /// <summary>"amber, 3 pulses", "red, 2.5 Hz", "green, steady", "cyan, breathing".</summary>
    public string Text => Colour == LampColour.Off ? "off" : Colour.ToString().ToLowerInvariant() + Rhythm switch
    {
        LampRhythm.Steady => ", steady",
        LampRhythm.Flashing => ", 2.5 Hz",
        LampRhythm.Breathing => ", breathing",
        _ => Pulses == 1 ? ", 1 pulse" : $", {Pulses} pulses",
    };

    /// <summary>One round of it, ns; 0 for what does not change.</summary>
    public long PeriodNs => Rhythm switch
    {
        LampRhythm.Flashing => StepNs,
        LampRhythm.Counted => Pulses * StepNs + PauseNs,
        LampRhythm.Breathing => BreathNs,
        _ => 0,
    };

    /// <summary>Whether it is lit at a time since it was begun.</summary>
    public bool IsLit(long sinceNs)
    {
        if (Colour == LampColour.Off) return false;
        if (Rhythm == LampRhythm.Steady) return true;
        long at = sinceNs % PeriodNs;
        if (Rhythm != LampRhythm.Breathing) return at % StepNs < OnNs && at / StepNs < Math.Max(1, Pulses);
        long half = BreathNs / 2, level = at < half ? at : BreathNs - at;
        return at % DimNs * half < level * DimNs;
    }
}

/// <summary>Which pattern is shown, and where on its way it is: a pattern that stays is not begun anew by what comes and goes below it.</summary>
public struct Lamp
{
    LampPattern _shown;
    long _sinceNs;
    bool _started;

    public readonly LampPattern Shown => _shown;

    /// <returns>The colour that is lit now.</returns>
    public LampColour Step(in LampPattern wanted, long nowNs)
    {
        if (!_started || wanted != _shown)
        {
            _started = true;
            _shown = wanted;
            _sinceNs = nowNs;
        }
        return _shown.IsLit(nowNs - _sinceNs) ? _shown.Colour : LampColour.Off;
    }

    /// <summary>
    /// What a state shows: the most urgent of the shown faults, latched until acknowledged; else what the station does. Emergencies (red,
    /// flashing) before the ground fault, and that before everything else, for it is the one that must be looked for on the spot.
    /// </summary>
    public static LampPattern Of(in ControlState state)
    {
        LampPattern worst = default;
        int rank = -1;
        for (int i = 0; i < FaultRegistry.All.Length; i++)
        {
            if ((state.Faults.Shown >> i & 1) == 0) continue;
            int r = RankOf(FaultRegistry.All[i]);
            if (r <= rank) continue;
            rank = r;
            worst = FaultRegistry.All[i].Lamp;
        }
        // A silent management system stops nothing: what the station does is shown in its own colour.
        if (rank > WarningRank) return worst;
        if (state.LocalAutonomous) return new(LampColour.White, LampRhythm.Counted, 1);
        if (rank >= 0) return worst;
        return state.State switch
        {
            ControllerState.SupportingInject or ControllerState.SupportingAbsorb => new(LampColour.Cyan, LampRhythm.Breathing),
            _ when state.LastActivePowerPu > ActivePowerFloorPu && state.Inhibits == Inhibits.None => new(LampColour.Cyan, LampRhythm.Breathing),
            _ when state.LastActivePowerPu < -ActivePowerFloorPu && state.Inhibits == Inhibits.None => new(LampColour.Blue, LampRhythm.Breathing),
            ControllerState.InService => new(LampColour.Green),
            ControllerState.EnteringService or ControllerState.Armed => new(LampColour.Green, LampRhythm.Counted, 1),
            _ => default,
        };
    }

    const double ActivePowerFloorPu = 0.005;
    const int WarningRank = 0;

    static int RankOf(Fault fault) => fault.Lamp switch
    {
        { Colour: LampColour.Red, Rhythm: LampRhythm.Flashing } => 200,
        _ when fault.Code == (byte)FaultCode.GroundFault => 100,
        { Colour: LampColour.Red } => 50,
        _ => (int)fault.Severity,
    };
}
