using System.Globalization;
using System.Text;
using V2G.Control.Settings;

namespace V2G.Firmware.Configuration;

/// <summary>Settings as loaded, and where they came from.</summary>
/// <param name="Sources">One line per file: its name, or that defaults stand in for it.</param>
/// <param name="Hash">First 16 hex digits of the SHA-256 over all effective settings: equal hash, equal behaviour.</param>
internal sealed record LoadedSettings(ControlSettings Settings, IReadOnlyList<string> Sources, string Hash)
{
    /// <summary>The board itself; not part of the hash.</summary>
    public BoardSettings Board { get; init; } = new();
}

/// <summary>
/// Reads v2g.yaml and control-logic.yaml into one validated <see cref="ControlSettings"/>. Strict: every problem of both files is
/// collected with line and column, and any problem refuses the whole, so that the last good settings stay in force.
/// </summary>
internal sealed class SettingsLoader
{
    public const string SiteFile = "v2g.yaml";
    public const string ControlLogicFile = "control-logic.yaml";

    readonly List<ConfigurationError> _errors = [];
    BoardSettings _board = new();
    readonly Dictionary<string, (string File, int Line, int Column, string Text)> _given = [];

    /// <summary>Loads both files of a directory; a missing file means its defaults.</summary>
    /// <exception cref="ConfigurationException">Something is refused.</exception>
    public static LoadedSettings Load(string etc)
    {
        string site = Path.Combine(etc, SiteFile), logic = Path.Combine(etc, ControlLogicFile);
        return Load(File.Exists(site) ? site : null, File.Exists(logic) ? logic : null);
    }

    /// <summary>Loads the given files; null means defaults.</summary>
    public static LoadedSettings Load(string? siteFile, string? logicFile)
    {
        SettingsLoader loader = new();
        ControlSettings settings = loader.Build(
            siteFile is null ? null : Tree(siteFile), siteFile ?? "", logicFile is null ? null : Tree(logicFile), logicFile ?? "");
        // On Modbus TCP a lost packet takes longer than the limit of a bus of one's own.
        if (loader._board.InverterDriver == "modbus") settings = settings with { Site = settings.Site with { InverterSilenceSeconds = loader._board.ModbusSilenceMs / 1000 } };
        // A car is heard once in a turn of its charge loop.
        if (loader._board.InverterDriver == "vehicle") settings = settings with { Site = settings.Site with { InverterSilenceSeconds = loader._board.VehicleSilenceMs / 1000 } };
        string[] sources =
        [
            siteFile ?? $"{SiteFile}: not there, defaults",
            logicFile ?? $"{ControlLogicFile}: not there, factory defaults of category {SettingKeys.Category.Get(settings)}",
        ];
        return new(settings, sources, HashOf(settings)) { Board = loader._board };
    }

    /// <summary>Reads control-logic.yaml from memory, on the given site.</summary>
    internal static ControlSettings Parse(string file, string yaml, ControlSettings? onSite = null) =>
        new SettingsLoader().Build(null, "", YamlTree.Parse(file, Encoding.UTF8.GetBytes(yaml)), file, onSite);

    public static string HashOf(in ControlSettings settings)
    {
        StringBuilder text = new();
        foreach (SettingKey key in SettingKeys.Site.Concat(SettingKeys.ControlLogic)) text.Append(key.Path).Append('=').Append(key.Exact(settings)).Append('\n');
        Span<byte> hash = stackalloc byte[Sha256.HashBytes];
        Sha256.Hash(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return Convert.ToHexStringLower(hash)[..16];
    }

    static YamlValue Tree(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            byte[] bytes = new byte[YamlTree.MaxBytes + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return YamlTree.Parse(file, bytes.AsSpan(0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new(file, 0, 0, e.Message)]);
        }
    }

    ControlSettings Build(YamlValue? site, string siteFile, YamlValue? logic, string logicFile, ControlSettings? onSite = null)
    {
        ControlSettings settings = onSite ?? ControlSettings.Default();
        if (site is not null) settings = Apply(site, siteFile, SettingKeys.Site, "", settings);
        // The categories choose the defaults that everything else stands on, wherever in the file they are written.
        ControlSettings named = logic is null ? settings : ApplyCategories(logic, settings);
        settings = ControlSettings.Default(settings.Site, named.NormalCategory, named.AbnormalCategory)
            with { Vehicle = settings.Vehicle, ModuleHeat = settings.ModuleHeat };
        if (logic is not null) settings = Apply(logic, logicFile, SettingKeys.ControlLogic, "", settings);
        // q_limit dictates the slope of a curve that is not given point by point.
        if (_given.ContainsKey("q_limit") && settings.QLimitPu >= 0 && settings.QLimitPu <= settings.Site.VarCapabilityPu)
        {
            if (!_given.ContainsKey("volt_var.q1")) settings = settings with { VoltVar = settings.VoltVar with { Q1Pu = settings.QLimitPu } };
            if (!_given.ContainsKey("volt_var.q4")) settings = settings with { VoltVar = settings.VoltVar with { Q4Pu = -settings.QLimitPu } };
        }
        SettingCheck check = new();
        settings.Check(check);
        // What may be set; a driver whose way is longer has a limit of its own, which takes this one's place.
        check.InRange("site.inverter_silence", settings.Site.InverterSilenceSeconds, 0.02, 0.5, "s", "control bus discipline");
        _board.Check(check);
        foreach (SettingRefusal refusal in check.Refusals) Refuse(refusal, siteFile, logicFile);
        if (_errors.Count > 0) throw new ConfigurationException([.. _errors.OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line).ThenBy(e => e.Column)]);
        return settings;
    }

    static ControlSettings ApplyCategories(YamlValue top, ControlSettings settings)
    {
        foreach (SettingKey key in new[] { SettingKeys.Category, SettingKeys.AbnormalCategory })
            if (top.Map!.TryGetValue(key.Path, out YamlEntry? entry) && entry.Value.Scalar is { } word) settings = key.With(settings, word) ?? settings;
        return settings;
    }

    ControlSettings Apply(YamlValue map, string file, SettingKey[] keys, string prefix, ControlSettings settings)
    {
        foreach ((string name, YamlEntry entry) in map.Map!)
        {
            string path = prefix.Length == 0 ? name : $"{prefix}.{name}";
            if (prefix.Length == 0 && keys == SettingKeys.Site && BoardKeys.Sections.Contains(name))
            {
                Board(name, entry, file);
                continue;
            }
            SettingKey? key = Array.Find(keys, k => k.Path == path);
            bool section = key is null && keys.Any(k => k.Path.StartsWith(path + ".", StringComparison.Ordinal));
            if (key is null && !section) Error(file, entry.Line, entry.Column, $"unknown key '{path}'{Suggestion(path, name, prefix, keys)}");
            else if (section && entry.Value.Map is not null) settings = Apply(entry.Value, file, keys, path, settings);
            else if (section) Error(file, entry.Value.Line, entry.Value.Column, $"'{path}' must hold indented 'key: value' lines");
            else settings = One(entry, file, key!, settings);
        }
        return settings;
    }

    void Board(string section, YamlEntry entry, string file)
    {
        if (entry.Value.Map is null)
        {
            Error(file, entry.Value.Line, entry.Value.Column, $"'{section}' must hold indented 'key: value' lines");
            return;
        }
        foreach ((string name, YamlEntry each) in entry.Value.Map)
        {
            string path = $"{section}.{name}";
            BoardKey? key = Array.Find(BoardKeys.All, k => k.Path == path);
            YamlValue value = each.Value;
            if (key is null)
            {
                string hint = NearestWord.Hint(name, BoardKeys.All.Where(k => k.Path.StartsWith(section + ".", StringComparison.Ordinal)).Select(k => k.Path[(section.Length + 1)..]));
                Error(file, each.Line, each.Column, $"unknown key '{path}'{hint}");
                continue;
            }
            _given[path] = (file, value.Line, value.Column, value.Scalar ?? "");
            if (value.Scalar is null or "") Error(file, each.Line, each.Column, $"'{path}' needs {(key.IsNumber ? NumberIn(key.Unit) : key.Unit)}");
            else if (key.IsNumber)
            {
                if (Number(value, path, key.Unit, out string problem) is { } number) _board = key.With(_board, number)!;
                else Error(file, value.Line, value.Column, problem);
            }
            else if (key.With(_board, value.Scalar) is { } replaced) _board = replaced;
            else Error(file, value.Line, value.Column, $"'{value.Scalar}' is not allowed for '{path}'; allowed: {key.Unit}");
        }
    }

    ControlSettings One(YamlEntry entry, string file, SettingKey key, ControlSettings settings)
    {
        YamlValue value = entry.Value;
        // A key may be written flat or nested; twice is once too often either way.
        if (_given.TryGetValue(key.Path, out var first))
            Error(file, entry.Line, entry.Column, $"'{key.Path}' is given twice; first in line {first.Line}");
        _given[key.Path] = (file, value.Line, value.Column, value.Scalar ?? "");
        if (value.Scalar is null or "")
        {
            Error(file, entry.Line, entry.Column, $"'{key.Path}' needs {(key.IsNumber ? NumberIn(key.Unit) : $"one of: {key.Unit}")}");
            return settings;
        }
        string text = value.Scalar;
        if (key.IsNumber)
        {
            if (Number(value, key.Path, key.Unit, out string problem) is { } number) return key.With(settings, number)!.Value;
            Error(file, value.Line, value.Column, problem);
            return settings;
        }
        if (key.With(settings, text) is { } replaced) return replaced;
        Error(file, value.Line, value.Column, $"'{text}' is not allowed for '{key.Path}'; allowed: {key.Unit}{NearestWord.Hint(text, key.WordList)}");
        return settings;
    }

    // A number, alone or with its unit behind it.
    static string? Number(YamlValue value, string path, string unitOf, out string problem)
    {
        string text = value.Scalar!.Trim();
        int end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '+' or '-' or '.'
            || (text[end] is 'e' or 'E' && end > 0 && char.IsAsciiDigit(text[end - 1])))) end++;
        string number = text[..end], unit = text[end..].Trim();
        problem = "";
        if (value.Quoted) problem = $"'{text}' is quoted text; '{path}' needs {NumberIn(unitOf)}";
        else if (!double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double v))
            problem = $"'{text}' is not a number; '{path}' needs {NumberIn(unitOf)}";
        else if (!double.IsFinite(v)) problem = $"'{text}' is too large to be a number; '{path}' needs {NumberIn(unitOf)}";
        else if (unit.Length > 0 && unit != unitOf)
            problem = unitOf.Length == 0 ? $"'{text}': '{path}' takes a bare number, no unit" : $"'{text}': wrong unit '{unit}'; '{path}' is given in {unitOf}";
        return problem.Length == 0 ? number : null;
    }

    static string NumberIn(string unit) => unit.Length == 0 ? "a number" : $"a number in {unit}";

    static string Suggestion(string path, string name, string prefix, SettingKey[] keys)
    {
        int depth = prefix.Length == 0 ? 0 : prefix.Count(c => c == '.') + 1;
        IEnumerable<string> here = keys.Where(k => prefix.Length == 0 || k.Path.StartsWith(prefix + ".", StringComparison.Ordinal))
            .Select(k => k.Path.Split('.')[depth]).Distinct();
        if (NearestWord.Of(name, here) is { } word) return $"; did you mean '{word}'?";
        // Right word, wrong place: in another section or the other file.
        string? elsewhere = SettingKeys.ControlLogic.Concat(SettingKeys.Site).Select(k => k.Path).FirstOrDefault(p => p == name || p.EndsWith("." + name, StringComparison.Ordinal) || p.StartsWith(name + ".", StringComparison.Ordinal));
        return elsewhere is null ? "" : $"; '{elsewhere}' belongs to {(SettingKeys.Site.Any(k => k.Path == elsewhere) ? SiteFile : ControlLogicFile)}";
    }

    void Refuse(SettingRefusal refusal, string siteFile, string logicFile)
    {
        bool written = _given.TryGetValue(refusal.Key, out var at);
        // What a person wrote is repeated as it was written, not as it was understood.
        string message = $"{refusal.Key} = {(written ? at.Text.Trim() : refusal.Given)} is outside its range; allowed: {refusal.Allowed} ({refusal.Why})";
        if (written) Error(at.File, at.Line, at.Column, message);
        else if (SettingKeys.Site.Any(k => k.Path == refusal.Key) || BoardKeys.All.Any(k => k.Path == refusal.Key)) Error(siteFile.Length > 0 ? siteFile : SiteFile, 0, 0, message);
        else Error(logicFile.Length > 0 ? logicFile : ControlLogicFile, 0, 0, message);
    }

    void Error(string file, int line, int column, string message) => _errors.Add(new(file, line, column, message));
}
