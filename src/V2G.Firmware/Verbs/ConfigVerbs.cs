using ConsoleAppFramework;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters;
using V2G.Firmware.Meters;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed record ConfigProblem(string File, int? Line, int? Column, string Message);

internal sealed record ConfigReport(bool Accepted, string[] Sources, string? SettingsHash, Dictionary<string, string>? Settings, ConfigProblem[] Problems);

internal sealed class ConfigVerbs
{
    /// <summary>Checks v2g.yaml, control-logic.yaml and sensor_offsets.conf; exit 8 when anything is refused.</summary>
    /// <param name="files">Files to check instead of a directory's.</param>
    /// <param name="etc">Directory of the configuration.</param>
    /// <param name="json">Print JSON.</param>
    [Command("check")]
    public int Check([Argument] string[]? files = null, string etc = Defaults.Etc, bool json = false)
    {
        List<ConfigurationError> problems = [];
        LoadedSettings? loaded = null;
        List<string> sources = [];
        try
        {
            loaded = files is { Length: > 0 } ? LoadFiles(files) : SettingsLoader.Load(Existing(etc));
            sources.AddRange(loaded.Sources);
            InverterDrivers.CheckFiles(loaded.Board);
            MeterDrivers.CheckFiles(loaded.Board, loaded.Settings.Site);
            BoardHardware.InsulationBus(loaded.Board);
        }
        catch (ConfigurationException e)
        {
            problems.AddRange(e.Errors);
        }
        CheckOffsets(files is { Length: > 0 } ? files.Where(f => f.EndsWith(".conf", StringComparison.Ordinal)) : [Path.Combine(etc, SensorOffsets.FileName)], sources, problems);
        Print(loaded, sources, problems, json);
        return problems.Count == 0 ? ExitCode.Ok : ExitCode.InvalidInput;
    }

    /// <summary>Prints every setting in force with its unit.</summary>
    /// <param name="etc">Directory of the configuration.</param>
    /// <param name="json">Print JSON.</param>
    [Command("show")]
    public int Show(string etc = Defaults.Etc, bool json = false)
    {
        LoadedSettings loaded = SettingsLoader.Load(etc);
        if (json)
        {
            Print(loaded, [.. loaded.Sources], [], json);
            return ExitCode.Ok;
        }
        foreach (string source in loaded.Sources) Console.Out.WriteLine($"# {source}");
        foreach ((string key, string value) in Effective(loaded)) Console.Out.WriteLine($"{key} = {value}");
        Console.Out.WriteLine($"# settings hash {loaded.Hash}");
        return ExitCode.Ok;
    }

    static string Existing(string etc) => Directory.Exists(etc) ? etc : throw new VerbFailure(ExitCode.InvalidInput, $"no directory '{etc}'; name one with --etc DIR, or files");

    static LoadedSettings LoadFiles(string[] files)
    {
        string? site = null, logic = null;
        foreach (string file in files)
        {
            if (Directory.Exists(file)) return SettingsLoader.Load(file);
            if (Path.GetFileName(file) == SettingsLoader.SiteFile) site = file;
            else if (!file.EndsWith(".conf", StringComparison.Ordinal)) logic = file;
        }
        return SettingsLoader.Load(site, logic);
    }

    static void CheckOffsets(IEnumerable<string> files, List<string> sources, List<ConfigurationError> problems)
    {
        foreach (string file in files)
        {
            if (!File.Exists(file)) continue;
            try
            {
                SensorOffsets offsets = SensorOffsets.Load(file, null);
                sources.Add($"{file} (unit {offsets.UnitSerial}, {offsets.CalibratedUtc})");
            }
            catch (ConfigurationException e)
            {
                problems.AddRange(e.Errors);
            }
        }
    }

    static void Print(LoadedSettings? loaded, List<string> sources, List<ConfigurationError> problems, bool json)
    {
        if (json)
        {
            Reports.Print(new ConfigReport(problems.Count == 0, [.. sources], loaded?.Hash, loaded is null ? null : Effective(loaded),
                [.. problems.Select(p => new ConfigProblem(p.File, p.Line > 0 ? p.Line : null, p.Column > 0 ? p.Column : null, p.Message))]), Reports.Default.ConfigReport);
            return;
        }
        foreach (ConfigurationError problem in problems) Console.Error.WriteLine(problem);
        if (problems.Count > 0) return;
        foreach (string source in sources) Console.Out.WriteLine($"ok  {source}");
        Console.Out.WriteLine($"settings hash {loaded!.Hash}");
    }

    static Dictionary<string, string> Effective(LoadedSettings loaded)
    {
        Dictionary<string, string> all = [];
        foreach (SettingKey k in SettingKeys.Site) Add(k.Path, k.Get(loaded.Settings), k.IsNumber, k.Unit);
        foreach (BoardKey k in BoardKeys.All) Add(k.Path, k.Get(loaded.Board), k.IsNumber, k.Unit);
        foreach (SettingKey k in SettingKeys.ControlLogic) Add(k.Path, k.Get(loaded.Settings), k.IsNumber, k.Unit);
        return all;

        void Add(string path, string value, bool number, string unit) => all.Add(path, number && unit.Length > 0 ? $"{value} {unit}" : value);
    }
}
