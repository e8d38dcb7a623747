using System.Runtime.CompilerServices;
using V2G.Control.Arithmetic;
using V2G.Control.Settings;

namespace V2G.Control.Limits;

/// <summary>
/// Power module as a Foster network: losses a + b·S + c·S² heat stages of thermal resistance and time constant above the
/// ambient (or heat sink) temperature. S in pu of rated apparent power, losses in W, resistances in K/W.
/// </summary>
public readonly record struct ModuleHeatSettings
{
    public double IdleLossWatts { get; init; }
    public double LinearLossWatts { get; init; }
    public double QuadraticLossWatts { get; init; }
    public double JunctionKelvinPerWatt { get; init; }
    public double JunctionSeconds { get; init; }
    public double CaseKelvinPerWatt { get; init; }
    public double CaseSeconds { get; init; }
    public double SinkKelvinPerWatt { get; init; }
    public double SinkSeconds { get; init; }

    /// <summary>Output is reduced from here on, °C of the junction.</summary>
    public double DerateFromCelsius { get; init; }

    /// <summary>Output is 0 here, and stays 0 until the junction is back below <see cref="DerateFromCelsius"/>, °C.</summary>
    public double StopCelsius { get; init; }

    /// <summary>Assumed where no ambient sensor reads, °C: the worst that the cabinet is built for.</summary>
    public double WorstAmbientCelsius { get; init; }

    public static ModuleHeatSettings Default => new()
    {
        // A 22 kVA silicon-carbide module on a forced-air sink: the modes of a 2 / 150 / 3500 J/K ladder over 0.035, 0.020, 0.045 K/W.
        IdleLossWatts = 88, LinearLossWatts = 176, QuadraticLossWatts = 264,
        JunctionKelvinPerWatt = 0.03405, JunctionSeconds = 0.0691, CaseKelvinPerWatt = 0.01923, CaseSeconds = 2.912,
        SinkKelvinPerWatt = 0.04671, SinkSeconds = 164.5,
        DerateFromCelsius = 110, StopCelsius = 125, WorstAmbientCelsius = 50,
    };

    public double LossWatts(double apparentPu) => IdleLossWatts + LinearLossWatts * apparentPu + QuadraticLossWatts * apparentPu * apparentPu;

    public void Check(SettingCheck check)
    {
        check.InRange("thermal.idle_loss", IdleLossWatts, 0, 5000, "W", "power module's data sheet");
        check.InRange("thermal.linear_loss", LinearLossWatts, 0, 20000, "W", "power module's data sheet");
        check.InRange("thermal.quadratic_loss", QuadraticLossWatts, 0, 20000, "W", "power module's data sheet");
        check.InRange("thermal.junction_resistance", JunctionKelvinPerWatt, 0, 5, "K/W", "power module's data sheet");
        check.InRange("thermal.junction_time", JunctionSeconds, 0.01, 10, "s", "power module's data sheet");
        check.InRange("thermal.case_resistance", CaseKelvinPerWatt, 0, 5, "K/W", "power module's data sheet");
        check.InRange("thermal.case_time", CaseSeconds, 0.1, 1000, "s", "power module's data sheet");
        check.InRange("thermal.sink_resistance", SinkKelvinPerWatt, 0, 5, "K/W", "cabinet's heat run");
        check.InRange("thermal.sink_time", SinkSeconds, 1, 36000, "s", "cabinet's heat run");
        check.InRange("thermal.derate_from", DerateFromCelsius, 60, 145, "°C", "power module's data sheet");
        check.InRange("thermal.stop", StopCelsius, DerateFromCelsius + 2, 150, "°C", "above derate_from by at least 2 °C");
        check.InRange("thermal.worst_ambient", WorstAmbientCelsius, 0, 80, "°C", "cabinet's rating");
    }
}

/// <summary>Estimates the junction temperature and says how much apparent power it allows.</summary>
public struct ModuleHeat
{
    const int Stages = 3;

    // Far beyond what an inverter lets through; what is no number counts as rated power, so that it can't live on in the stages.
    const double MostApparentPu = 3;

    Kelvins _rise;
    Kelvins _decay;
    double _decayDt;

    [InlineArray(Stages)]
    struct Kelvins
    {
        double _0;
    }

    /// <summary>Estimated junction temperature, °C.</summary>
    public double JunctionCelsius { get; private set; }

    /// <summary>Share of rated apparent power that heat allows, 0 … 1.</summary>
    public double AllowedApparentPu { get; private set; }

    /// <summary>The junction reached its stop temperature and has not cooled yet.</summary>
    public bool Stopped { get; private set; }

    /// <summary>No ambient temperature is known; the worst is assumed.</summary>
    public bool AmbientUnknown { get; private set; }

    /// <summary>Cold: everything at ambient, nothing limited.</summary>
    public void Begin()
    {
        this = default;
        AllowedApparentPu = 1;
        JunctionCelsius = double.NaN;
    }

    /// <param name="apparentPu">Apparent power that flows, pu ≥ 0; losses are those of a switching module when <paramref name="switching"/>.</param>
    public void Step(in ModuleHeatSettings s, double apparentPu, bool switching, double ambientCelsius, double dtSeconds)
    {
        if (dtSeconds != _decayDt) Prepare(s, dtSeconds);
        AmbientUnknown = !(ambientCelsius > -60 && ambientCelsius < 120);
        double apparent = double.IsNaN(apparentPu) ? 1 : Math.Clamp(apparentPu, 0, MostApparentPu);
        double loss = switching ? s.LossWatts(apparent) : 0;
        double celsius = AmbientUnknown ? s.WorstAmbientCelsius : ambientCelsius;
        celsius += Rise(0, loss * s.JunctionKelvinPerWatt) + Rise(1, loss * s.CaseKelvinPerWatt) + Rise(2, loss * s.SinkKelvinPerWatt);
        JunctionCelsius = celsius;
        if (celsius >= s.StopCelsius) Stopped = true;
        else if (celsius < s.DerateFromCelsius) Stopped = false;
        AllowedApparentPu = Stopped ? 0 : Math.Clamp((s.StopCelsius - celsius) / (s.StopCelsius - s.DerateFromCelsius), 0, 1);
    }

    double Rise(int stage, double settledKelvin) => _rise[stage] = settledKelvin + (_rise[stage] - settledKelvin) * _decay[stage];

    // Exact for a loss that is constant over the step, so the model does not care how long a step is.
    void Prepare(in ModuleHeatSettings s, double dtSeconds)
    {
        _decay[0] = Elementary.Exp(-dtSeconds / s.JunctionSeconds);
        _decay[1] = Elementary.Exp(-dtSeconds / s.CaseSeconds);
        _decay[2] = Elementary.Exp(-dtSeconds / s.SinkSeconds);
        _decayDt = dtSeconds;
    }
}
