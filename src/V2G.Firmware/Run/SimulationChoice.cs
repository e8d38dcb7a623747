using V2G.Control.Measurement;
using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>What a person chose on the command line of a board, simulated or not; the same for `run` and for the role that it starts.</summary>
/// <param name="AskedPower">Active power asked for, pu; null: what suits the board.</param>
internal sealed record SimulationChoice(
    bool Simulate, string? Etc, string Script, ulong Seed, double? AskedPower, bool Cold, double Speed, int? Cpu, int? Priority, string? Inject = null)
{
    public const string LivelyScript = "lively";

    const int MostCpu = 1023;

    // A simulated car is seen to charge; nobody has asked a real one for anything.
    const double SimulatedPower = -0.3;

    /// <summary>Active power without a dispatch, pu.</summary>
    public double Power => AskedPower ?? (Simulate ? SimulatedPower : 0);

    /// <exception cref="VerbFailure">Something is outside its range.</exception>
    public void Check()
    {
        if (!Simulate && Inject is not null) throw new VerbFailure(ExitCode.Usage, "--inject goes with --simulate");
        StationFaults.Parse(Inject);
        if (!Simulate && (Script != LivelyScript || Seed != 1 || Cold || Speed != 1)) throw new VerbFailure(ExitCode.Usage, "--script, --seed, --cold and --speed go with --simulate");
        if (Power is not (>= -1 and <= 1)) throw new VerbFailure(ExitCode.Usage, "--power must be -1 … 1 pu of rating (+ = discharge)");
        if (Speed is not (>= 0.01 and <= 100)) throw new VerbFailure(ExitCode.Usage, "--speed must be 0.01 … 100 times real time");
        if (Cpu is not (null or (>= 0 and <= MostCpu))) throw new VerbFailure(ExitCode.Usage, $"--cpu must be 0 … {MostCpu}");
        if (Priority is not (null or (>= RealTimeRequest.LowestPriority and <= RealTimeRequest.HighestPriority)))
            throw new VerbFailure(ExitCode.Usage, $"--priority must be {RealTimeRequest.LowestPriority} … {RealTimeRequest.HighestPriority}");
        // A simulation that can't keep up never sleeps, and at a real-time priority nobody else on its CPU would run.
        if (Priority is not null && Speed > 1) throw new VerbFailure(ExitCode.Usage, "--priority goes with real time or slower: --speed 1 or less");
        if (Script is not (LivelyScript or "steady")) throw new VerbFailure(ExitCode.Usage, $"--script must be lively or steady, not '{Script}'");
    }

    /// <summary>The board's own settings: they must name what it senses with.</summary>
    public static LoadedSettings LoadBoard(string? etc)
    {
        string directory = DirectoryOf(etc);
        LoadedSettings loaded = SettingsLoader.Load(directory);
        if (loaded.Board.Samples != BoardSettings.None || loaded.Board.SensesByMeter) return loaded;
        throw new VerbFailure(ExitCode.InvalidInput, $"{Path.Combine(directory, SettingsLoader.SiteFile)}: devices.samples names no IIO device to sense with, and meter.driver no meter; `v2g hal list` shows what there is, --simulate does without");
    }

    /// <summary>Settings and calibration of the directory; the simulated board brings ideal sensors where none is calibrated, and else those that it was calibrated with.</summary>
    public static (LoadedSettings Loaded, CalibrationSet Calibration) Load(string? etc)
    {
        string directory = DirectoryOf(etc);
        LoadedSettings loaded = SettingsLoader.Load(directory);
        string offsets = Path.Combine(directory, SensorOffsets.FileName);
        CalibrationSet calibration = File.Exists(offsets) ? SensorOffsets.Load(offsets, Defaults.SimulatedSerial).Calibration : CalibrationSet.Identity;
        return (loaded, calibration);
    }

    /// <summary>
    /// The simulated board brings its own lines where the configuration names none of a real one, nor an inverter on a real bus: a line is one or
    /// the other.
    /// </summary>
    /// <exception cref="VerbFailure">Faults are to be injected into lines that are not simulated.</exception>
    public static bool SimulatesLines(BoardSettings board, string? inject)
    {
        bool simulates = !board.HasLines && board.PilotHigh == BoardSettings.None && board.InsulationDriver == BoardSettings.None && board.InverterDriver is BoardSettings.None or "simulated";
        return simulates || inject is null ? simulates : throw new VerbFailure(ExitCode.Usage, "--inject: v2g.yaml names lines, a pilot, an insulation monitor or an inverter of a real board; nothing of the station is simulated then");
    }

    /// <summary>The directory of the configuration.</summary>
    public static string DirectoryOf(string? etc) =>
        etc is null || Directory.Exists(etc) ? etc ?? Defaults.Etc : throw new VerbFailure(ExitCode.InvalidInput, $"no directory '{etc}'");

    public SimulatedOptions Options(CalibrationSet calibration) =>
        new() { Seed = Seed, Script = Script == LivelyScript ? GridScript.Lively : GridScript.Steady, ActivePowerPu = Power, Cold = Cold, Sensors = calibration, Faults = StationFaults.Parse(Inject) };

    /// <summary>The same choice as arguments of the controller's role.</summary>
    public IEnumerable<string> Arguments()
    {
        if (Simulate) yield return "--simulate";
        if (Etc is not null)
        {
            yield return "--etc";
            yield return Path.GetFullPath(Etc);
        }
        if (Simulate)
        {
            yield return "--script";
            yield return Script;
        }
        (string, IFormattable?)[] figures = Simulate ? [("--seed", Seed), ("--speed", Speed)] : [];
        foreach ((string name, IFormattable? value) in figures.Concat([("--power", Power), ("--cpu", Cpu), ("--priority", Priority)]))
        {
            if (value is null) continue;
            yield return name;
            yield return value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
        }
        if (Cold) yield return "--cold";
        if (Inject is null) yield break;
        yield return "--inject";
        yield return Inject;
    }
}
