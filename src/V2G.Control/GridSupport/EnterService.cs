using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>Enter service (IEEE 1547-2018 4.10, Table 4). Voltages in pu, frequencies in Hz of the site's nominal.</summary>
public readonly record struct EnterServiceSettings
{
    /// <summary>"Permit service" (4.10.2): false takes the unit out of service within 2 s.</summary>
    public bool Permitted { get; init; }

    public double MinVoltagePu { get; init; }
    public double MaxVoltagePu { get; init; }
    public double MinFrequencyHz { get; init; }
    public double MaxFrequencyHz { get; init; }

    /// <summary>How long the grid must stay inside the window before power flows, s.</summary>
    public double DelaySeconds { get; init; }

    /// <summary>Active power may rise from 0 to rated in this time, s.</summary>
    public double RampSeconds { get; init; }

    /// <summary>
    /// Instead of the ramp a unit below 500 kVA may wait for a random time up to this after the delay, s (4.10.3 c); 0: none. The two
    /// exclude each other.
    /// </summary>
    public double RandomDelaySeconds { get; init; }

    public static EnterServiceSettings Default(double nominalFrequencyHz) => new()
    {
        Permitted = true, MinVoltagePu = 0.917, MaxVoltagePu = 1.05,
        MinFrequencyHz = Math.Round(59.5 * nominalFrequencyHz / 60, 6), MaxFrequencyHz = Math.Round(60.1 * nominalFrequencyHz / 60, 6),
        DelaySeconds = 300, RampSeconds = 300,
    };

    public void Check(SettingCheck check, double nominalFrequencyHz, double ratedVoltAmperes)
    {
        const string table = "IEEE 1547-2018 Table 4";
        double hz = nominalFrequencyHz / 60;
        check.InRange("enter_service.min_voltage", MinVoltagePu, 0.88, 0.95, "pu", table);
        check.InRange("enter_service.max_voltage", MaxVoltagePu, 1.05, 1.06, "pu", table);
        check.InRange("enter_service.min_frequency", MinFrequencyHz, 59.0 * hz, 59.9 * hz, "Hz", table);
        check.InRange("enter_service.max_frequency", MaxFrequencyHz, 60.1 * hz, 61.0 * hz, "Hz", table);
        check.InRange("enter_service.delay", DelaySeconds, 0, 600, "s", table);
        if (RandomDelaySeconds == 0) check.InRange("enter_service.ramp", RampSeconds, 1, 1000, "s", table);
        else
        {
            check.InRange("enter_service.random_delay", RandomDelaySeconds, 1, 1000, "s", table);
            check.Require(RampSeconds == 0, "enter_service.ramp", SettingCheck.Text(RampSeconds, "s"), "0 s with a random delay", table + ", 4.10.3: one of the two");
            check.Require(ratedVoltAmperes < 500_000, "enter_service.random_delay", SettingCheck.Text(RandomDelaySeconds, "s"), "0 s from 500 kVA on", "IEEE 1547-2018 4.10.3");
        }
    }
}

/// <summary>Where a unit is on its way into service.</summary>
public enum ServiceStage : byte
{
    /// <summary>Not permitted, inhibited, or the grid is outside the window.</summary>
    Out = 0,

    /// <summary>The grid is inside the window; the delay runs.</summary>
    Delay = 1,

    /// <summary>Power flows; active power is still limited by the ramp.</summary>
    Ramp = 2,

    /// <summary>In service.</summary>
    In = 3,
}

/// <summary>The way into service: window, delay (started anew by every excursion), ramp.</summary>
public struct EnterService
{
    double _elapsedSeconds, _randomSeconds;

    public ServiceStage Stage { get; private set; }

    public readonly bool Energised => Stage >= ServiceStage.Ramp;

    /// <summary>Rest of the delay, s; 0 when none runs.</summary>
    public readonly double RemainingSeconds(in EnterServiceSettings s) => Stage == ServiceStage.Delay ? Math.Max(0, s.DelaySeconds + _randomSeconds - _elapsedSeconds) : 0;

    /// <summary>Where the ramp stands, pu: active power lies between 0 and it; above 0 while export is asked for, below while charging is.</summary>
    public double RampPu { get; private set; }

    /// <summary>Active power as the ramp allows it, pu.</summary>
    public readonly double Ramped(double activePowerPu) => Stage switch
    {
        ServiceStage.In => activePowerPu,
        ServiceStage.Ramp => Math.Clamp(activePowerPu, Math.Min(0, RampPu), Math.Max(0, RampPu)),
        _ => 0,
    };

    /// <summary>Out of service at once: a trip, an inhibit, or the permission withdrawn.</summary>
    public void Leave()
    {
        Stage = ServiceStage.Out;
        _elapsedSeconds = RampPu = 0;
    }

    /// <summary>In service without delay or ramp: replay and bench only.</summary>
    internal void AssumeIn()
    {
        Stage = ServiceStage.In;
        _elapsedSeconds = 0;
    }

    /// <param name="mayEnter">Permitted, not inhibited, and the measurement is valid and locked.</param>
    /// <param name="randomShare">A random number, 0 … 1, drawn anew for every tick: the share of the random delay that this entry waits.</param>
    /// <param name="askedPu">Active power asked for, pu, + = export: where the ramp goes. When it turns, the ramp turns where it stands.</param>
    /// <param name="lowestPu">Lowest of all applicable voltages, pu.</param>
    /// <param name="highestPu">Highest of all applicable voltages, pu.</param>
    public void Step(in EnterServiceSettings s, bool mayEnter, double randomShare, double askedPu, double lowestPu, double highestPu, double frequencyHz, double dtSeconds)
    {
        if (Stage == ServiceStage.In) return;
        if (Stage == ServiceStage.Ramp)
        {
            Ramp(s, askedPu, dtSeconds);
            return;
        }
        bool inside = mayEnter && lowestPu >= s.MinVoltagePu && highestPu <= s.MaxVoltagePu
            && frequencyHz >= s.MinFrequencyHz && frequencyHz <= s.MaxFrequencyHz;
        if (!inside)
        {
            Leave();
            return;
        }
        if (Stage != ServiceStage.Delay) _randomSeconds = randomShare >= 0 && randomShare <= 1 ? randomShare * s.RandomDelaySeconds : s.RandomDelaySeconds;
        Stage = ServiceStage.Delay;
        _elapsedSeconds += dtSeconds;
        if (_elapsedSeconds < s.DelaySeconds + _randomSeconds - 1e-9) return;
        Stage = ServiceStage.Ramp;
        Ramp(s, askedPu, dtSeconds);
    }

    void Ramp(in EnterServiceSettings s, double askedPu, double dtSeconds)
    {
        RampPu += (askedPu > 0 ? dtSeconds : -dtSeconds) / s.RampSeconds;
        // No ramp at all is one that has already ended: 1/0 is infinite.
        if (Math.Abs(RampPu) >= 1 - 1e-12) Stage = ServiceStage.In;
    }
}
