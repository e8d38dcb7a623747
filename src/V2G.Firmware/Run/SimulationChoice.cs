using V2G.Control.Measurement;
using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>What a person chose on the command line of a simulated board; the same for `run` and for the role that it starts.</summary>
internal sealed record SimulationChoice(
    bool Simulate, string? Etc, string Script, ulong Seed, double Power, bool Cold, double Speed, int? Cpu, int? Priority)
{
    const int MostCpu = 1023;

    /// <exception cref="VerbFailure">Something is outside its range.</exception>
    public void Check()
    {
        if (!Simulate) throw new VerbFailure(ExitCode.Usage, "this version drives no hardware yet: `v2g run --simulate`");
        if (Power is not (>= -1 and <= 1)) throw new VerbFailure(ExitCode.Usage, "--power must be -1 … 1 pu of rating (+ = discharge)");
        if (Speed is not (>= 0.01 and <= 100)) throw new VerbFailure(ExitCode.Usage, "--speed must be 0.01 … 100 times real time");
        if (Cpu is not (null or (>= 0 and <= MostCpu))) throw new VerbFailure(ExitCode.Usage, $"--cpu must be 0 … {MostCpu}");
        if (Priority is not (null or (>= RealTimeRequest.LowestPriority and <= RealTimeRequest.HighestPriority)))
            throw new VerbFailure(ExitCode.Usage, $"--priority must be {RealTimeRequest.LowestPriority} … {RealTimeRequest.HighestPriority}");
        // A simulation that can't keep up never sleeps, and at a real-time priority nobody else on its CPU would run.
        if (Priority is not null && Speed > 1) throw new VerbFailure(ExitCode.Usage, "--priority goes with real time or slower: --speed 1 or less");
        if (Script is not ("lively" or "steady")) throw new VerbFailure(ExitCode.Usage, $"--script must be lively or steady, not '{Script}'");
    }

    /// <summary>Settings and calibration of the directory; the simulated board brings ideal sensors where none is calibrated, and else those that it was calibrated with.</summary>
    public static (LoadedSettings Loaded, CalibrationSet Calibration) Load(string? etc)
    {
        if (etc is not null && !Directory.Exists(etc)) throw new VerbFailure(ExitCode.InvalidInput, $"no directory '{etc}'");
        string directory = etc ?? Defaults.Etc;
        LoadedSettings loaded = SettingsLoader.Load(directory);
        string offsets = Path.Combine(directory, SensorOffsets.FileName);
        CalibrationSet calibration = File.Exists(offsets) ? SensorOffsets.Load(offsets, Defaults.SimulatedSerial).Calibration : CalibrationSet.Identity;
        return (loaded, calibration);
    }

    public SimulatedOptions Options(CalibrationSet calibration) =>
        new() { Seed = Seed, Script = Script == "lively" ? GridScript.Lively : GridScript.Steady, ActivePowerPu = Power, Cold = Cold, Sensors = calibration };

    /// <summary>The same choice as arguments of the controller's role.</summary>
    public IEnumerable<string> Arguments()
    {
        if (Simulate) yield return "--simulate";
        if (Etc is not null)
        {
            yield return "--etc";
            yield return Path.GetFullPath(Etc);
        }
        yield return "--script";
        yield return Script;
        foreach ((string name, IFormattable? value) in new (string, IFormattable?)[] { ("--seed", Seed), ("--power", Power), ("--speed", Speed), ("--cpu", Cpu), ("--priority", Priority) })
        {
            if (value is null) continue;
            yield return name;
            yield return value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
        }
        if (Cold) yield return "--cold";
    }
}
