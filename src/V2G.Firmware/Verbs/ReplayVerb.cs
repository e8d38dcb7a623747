using ConsoleAppFramework;
using V2G.Control.Settings;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Configuration;
using V2G.Firmware.Recordings;
using V2G.Firmware.Terminal;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Verbs;

internal sealed class ReplayVerb
{
    /// <summary>Feeds a COMTRADE recording through calibration, measurement, grid support and protection, and says what the controller would have done. A log of the black box (FILE.v2glog) is decided again and compared bit for bit.</summary>
    /// <param name="file">FILE.cfg (with FILE.dat beside it), FILE.cff or FILE.v2glog.</param>
    /// <param name="map">Which channels: va=NAME,vb=NAME,vc=NAME, or vab=,vbc=, or v= (names or channel numbers); default: found by names, phases and units.</param>
    /// <param name="nominalVoltage">What 1 pu is, in the recording's own volts: line to line for three phases, line to neutral with the suffix ln (63.5ln); default: the healthy voltage in the recording, checked against the transformers' rating.</param>
    /// <param name="nominalFrequency">50 or 60; default: what the recording says and shows.</param>
    /// <param name="category">Abnormal operating category I, II or III, or normal category A or B, or both (B,II); default B,III.</param>
    /// <param name="etc">Take control-logic.yaml from this directory instead of the standard's defaults.</param>
    /// <param name="json">Print JSON.</param>
    /// <param name="svg">Write a picture.</param>
    /// <param name="csv">Write every half cycle: voltages, frequency, state, commands.</param>
    /// <param name="blocks">Write every reporting block of 10/12 cycles as CSV: frequency, fundamental, RMS, unbalance, THD.</param>
    /// <param name="otherBuild">Replay a log of another build of the controller, to see where the two differ.</param>
    [Command("replay")]
    public int Run(
        [Argument] string file, string? map = null, NominalVoltage? nominalVoltage = null, double? nominalFrequency = null, string? category = null, string? etc = null,
        bool json = false, string? svg = null, string? csv = null, string? blocks = null,
        bool otherBuild = false)
    {
        if (BlackBoxReport.IsLog(file))
        {
            bool forRecordings = map is not null || nominalVoltage is not null || nominalFrequency is not null || category is not null || etc is not null
                || svg is not null || csv is not null || blocks is not null;
            if (forRecordings) throw new VerbFailure(ExitCode.Usage, "a log of the black box brings its own settings; allowed with it: --json, --other-build");
            return BlackBoxReport.Print(file, otherBuild, json);
        }
        if (otherBuild) throw new VerbFailure(ExitCode.Usage, "--other-build goes with a log of the black box (FILE.v2glog)");
        if (nominalVoltage is { Volts: not (> 0 and < 2e6) }) throw new VerbFailure(ExitCode.Usage, "--nominal-voltage must be above 0 and below 2 000 000 V");
        if (nominalFrequency is not (null or 50 or 60)) throw new VerbFailure(ExitCode.Usage, "--nominal-frequency must be 50 or 60");
        Recording recording = RecordingFile.Open(file);
        ChannelMap channels = ChannelMap.Of(recording, map);
        NominalFrequency frequency = nominalFrequency is { } given ? new(given, "") : NominalFrequency.Of(recording, channels);
        if (frequency.Note.Length > 0) channels = channels with { Notes = [.. channels.Notes, frequency.Note] };
        ControlSettings settings = Settings(channels.PhaseCount, frequency.Hz, category, etc);
        ReplayResult result = new Replay(recording, channels, settings, nominalVoltage).Run();
        ReplayReport report = ReplayReport.Of(file, recording, channels, settings, result);
        if (svg is not null) File.WriteAllText(svg, ReplayPicture.Of(report, recording, channels, settings, result));
        if (csv is not null) File.WriteAllText(csv, ReplayText.Csv(result));
        if (blocks is not null) File.WriteAllText(blocks, ReplayText.BlockCsv(result));
        if (json) Reports.Print(report, Reports.Default.ReplayReport);
        else ReplayText.Print(report, Console.Out);
        return result.Rows.Count > 0 ? ExitCode.Ok : ExitCode.InvalidInput;
    }

    internal static ControlSettings Settings(int phases, double hertz, string? category, string? etc)
    {
        NormalCategory normal = NormalCategory.B;
        AbnormalCategory abnormal = AbnormalCategory.III;
        foreach (string word in (category ?? "").Split([',', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word.ToUpperInvariant())
            {
                case "A": normal = NormalCategory.A; break;
                case "B": normal = NormalCategory.B; break;
                case "I": abnormal = AbnormalCategory.I; break;
                case "II": abnormal = AbnormalCategory.II; break;
                case "III": abnormal = AbnormalCategory.III; break;
                default: throw new VerbFailure(ExitCode.Usage, $"--category '{word}' is not allowed; allowed: I, II, III for trips and ride-through, A, B for Volt-VAR");
            }
        }
        SiteSettings site = SiteSettings.Default with { PhaseCount = phases, NominalVoltage = phases == 3 ? 480 : 240, NominalFrequencyHz = hertz };
        if (etc is null) return ControlSettings.Default(site, normal, abnormal);
        if (category is not null) throw new VerbFailure(ExitCode.Usage, "--category and --etc exclude each other: the file says the category");
        ControlSettings loaded = SettingsLoader.Load(etc).Settings;
        if (loaded.Site.NominalFrequencyHz != hertz)
            throw new VerbFailure(ExitCode.InvalidInput, $"the recording's grid has {hertz:0} Hz, the configuration is for {loaded.Site.NominalFrequencyHz:0} Hz");
        return loaded with { Site = site };
    }
}
