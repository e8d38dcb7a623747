using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Simulation;
using V2G.Simulation.Feeder;

namespace V2G.Scenarios;

/// <summary>Random disturbances, one after the other, each within what IEEE 1547-2018 6.4 and 6.5 want ridden through.</summary>
internal sealed class Disturbances(WaveformBench bench, AbnormalCategory category, SeededRandom random)
{
    const double Degree = Math.PI / 180;

    // Less of a step than the fast trips answer.
    const double GreatestStepHz = 1.7;

    readonly GridSource _source = bench.Board.Source;
    readonly double _nominalHz = bench.Loop.Settings.Site.NominalFrequencyHz, _limit = IslandingSettings.RiddenThroughHzPerSecond(category);
    readonly double _sourcePu = bench.Board.Source.MagnitudePu.Value;
    double _hz = bench.Loop.Settings.Site.NominalFrequencyHz;

    /// <summary>Kinds of disturbance by their number.</summary>
    public static readonly string[] Kinds =
        ["ramp and back", "ramps to and fro", "phase jump", "phase jump of one phase", "sag", "sag of one phase with jump", "swell", "step of frequency", "load step", "motor start", "ramp with sag and jump"];

    /// <summary>Plans one that begins now; seconds until it is over.</summary>
    public double Next(int kind)
    {
        double t = bench.NowSeconds + 0.001 + random.Uniform(0, 0.02), seconds;
        switch (kind)
        {
            case 0:
                seconds = Ramp(t, random.Uniform(0.3, 0.9));
                return seconds + Home(t + seconds);
            case 1:
                seconds = 0;
                for (int n = 0; n < 6; n++) seconds += Ramp(t + seconds, random.Uniform(0.05, 0.4));
                return seconds + Home(t + seconds);
            case 2:
                _source.AddPhaseJump(t, random.Uniform(-20, 20) * Degree);
                return 0.5;
            case 3:
                seconds = random.Uniform(0.05, 0.5);
                _source.AddSag(t, seconds, PhasePhasors.Unbalanced(1, 1, 1, random.Uniform(-59, 59) * Degree));
                return seconds + 0.5;
            case 4:
                seconds = random.Uniform(0.02, 0.8);
                _source.AddSag(t, seconds, random.Uniform(0.55, 0.95));
                return seconds + 0.5;
            case 5:
                seconds = random.Uniform(0.05, 0.5);
                _source.AddSag(t, seconds, PhasePhasors.Unbalanced(1, random.Uniform(0.3, 0.9), 1, 0, random.Uniform(-40, 40) * Degree));
                return seconds + 0.5;
            case 6:
                seconds = random.Uniform(0.02, 0.5);
                _source.AddSag(t, seconds, random.Uniform(1.02, 1.15));
                return seconds + 0.5;
            case 7:
                _hz = _nominalHz + random.Uniform(-GreatestStepHz, GreatestStepHz);
                _source.FrequencyHz.StepTo(t, _hz);
                seconds = random.Uniform(0.05, 0.6);
                _hz = _nominalHz;
                _source.FrequencyHz.StepTo(t + seconds, _hz);
                return seconds + 0.5;
            case 8:
                bench.Board.Site.Feeder.SetLoad(0, random.Uniform(-0.3, 0.3), random.Uniform(-0.2, 0.2));
                return 0.6;
            case 9:
                // Locked rotor at a power factor of 0.3, then running.
                bench.Board.Site.Feeder.SetLoad(0, 0.06, 0.19);
                bench.Run(random.Uniform(0.1, 0.5));
                bench.Board.Site.Feeder.SetLoad(0, 0.06, 0.03);
                return 0.4;
            default:
                seconds = random.Uniform(0.1, 0.4);
                double angle = random.Uniform(-20, 20) * Degree;
                _source.AddPhaseJump(t, angle);
                _source.AddSag(t, seconds, random.Uniform(0.55, 0.95));
                _source.AddPhaseJump(t + seconds, -angle);
                Ramp(t, random.Uniform(0.2, 0.8));
                return 0.8 + Home(t + 0.8);
        }
    }

    // At the category's limit as often as below it; within what LFRT and HFRT ask for.
    double Ramp(double t, double seconds)
    {
        double rate = _limit * (random.Uniform() < 0.5 ? 1 : random.Uniform(0.2, 1)) * (random.Uniform() < 0.5 ? 1 : -1);
        double target = Math.Clamp(_hz + rate * seconds, _nominalHz * (57.2 / 60), _nominalHz * (61.6 / 60));
        seconds = Math.Abs((target - _hz) / rate);
        _source.FrequencyHz.RampTo(t, seconds, _hz = target);
        return seconds;
    }

    double Home(double t)
    {
        double seconds = Math.Abs(_hz - _nominalHz) / _limit;
        _source.FrequencyHz.RampTo(t, seconds, _hz = _nominalHz);
        return seconds + 0.4;
    }
}
