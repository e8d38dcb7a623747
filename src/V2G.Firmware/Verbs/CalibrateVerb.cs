using System.Globalization;
using ConsoleAppFramework;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Firmware.Calibration;
using V2G.Firmware.Configuration;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed record CalibratedChannel(
    string Channel, string Unit, int Points, double Gain, double Offset, double PhaseDeg, double? ResidualMaxPercent, double? ResidualRmsPercent, string Source);

internal sealed record CalibrationReport(
    bool Simulated, bool Accepted, bool Written, string File, string? Previous, string UnitSerial, string CalibratedUtc, string CalibratedBy, string Reference,
    double ReferenceAccuracyPercent, double RequiredAccuracyPercent, double UncertaintyRatio, CalibratedChannel[] Channels,
    double? VoltageResidualPercent, double KvarPerPercentVoltage, double? ResidualKvar, string[] Notes);

internal sealed class CalibrateVerb
{
    /// <summary>What a corrected voltage may still be wrong by, % of nominal: the aim of the one-cycle measurement.</summary>
    public const double RequiredAccuracyPercent = 0.5;

    /// <summary>A reference should be so many times better than what is calibrated with it.</summary>
    public const double RequiredRatio = 4;

    const int MaxNameLength = 80;

    /// <summary>Finds gain, offset and phase of every sensor from reference readings and writes sensor_offsets.conf, keeping the one before it.</summary>
    /// <param name="readings">File of readings: channel,reference,measured[,reference_deg,measured_deg]; uncorrected, two levels a channel or more.</param>
    /// <param name="simulate">Take the readings from the simulated board, its own truth as the reference.</param>
    /// <param name="rms">Readings are RMS values: these fix the gain alone. Without it they are signed (d.c., or crest values), and fix the offset too.</param>
    /// <param name="reference">Instrument, e.g. make, model and number of its certificate.</param>
    /// <param name="referenceAccuracy">Accuracy of the instrument, %.</param>
    /// <param name="by">Who calibrates.</param>
    /// <param name="serial">Serial number of the unit.</param>
    /// <param name="etc">Directory of sensor_offsets.conf, v2g.yaml and control-logic.yaml.</param>
    /// <param name="seed">Seed of the simulated sensors' errors.</param>
    /// <param name="dryRun">Write nothing.</param>
    /// <param name="json">Print JSON.</param>
    /// <param name="yes">Write without asking.</param>
    [Command("calibrate")]
    public int Calibrate(
        string? readings = null, bool simulate = false, bool rms = false, string? reference = null, double? referenceAccuracy = null, string? by = null,
        string? serial = null, string etc = Defaults.Etc, ulong seed = 1, bool dryRun = false, bool json = false, bool yes = false)
    {
        if (readings is not null == simulate) throw new VerbFailure(ExitCode.Usage, "give the readings: --readings FILE, or --simulate");
        if (rms && simulate) throw new VerbFailure(ExitCode.Usage, "--rms is for --readings; the simulated board's are signed");
        if (!simulate && reference is null) throw new VerbFailure(ExitCode.Usage, "--reference NAME is needed: what the sensors were compared with");
        double accuracy = referenceAccuracy ?? (simulate ? 0.01 : throw new VerbFailure(ExitCode.Usage, "--reference-accuracy PERCENT is needed"));
        if (accuracy is not (>= 0.0001 and <= 10)) throw new VerbFailure(ExitCode.Usage, "--reference-accuracy must be 0.0001 … 10 %");
        if (RunDirectory.Read() is not null)
            throw new VerbFailure(ExitCode.Refused, "a controller runs: its calibration is not changed under load; stop it, then calibrate");
        if (!Directory.Exists(etc) && !dryRun) throw new VerbFailure(ExitCode.InvalidInput, $"no directory '{etc}'; name one with --etc DIR");

        ControlSettings settings = SettingsLoader.Load(etc).Settings;
        string file = Path.Combine(etc, SensorOffsets.FileName);
        List<string> notes = [];
        SensorOffsets? before = Before(file, notes);
        string unit = Name("--serial", serial ?? (simulate ? Defaults.SimulatedSerial : before?.UnitSerial)
            ?? throw new VerbFailure(ExitCode.Usage, "--serial S is needed: no calibration is there that names the unit"));
        if (before is not null && before.UnitSerial != unit)
        {
            if (simulate)
                throw new VerbFailure(ExitCode.Refused, $"{file} belongs to unit '{before.UnitSerial}': a simulated calibration does not replace a real one; name another --etc");
            notes.Add($"{file} belongs to unit '{before.UnitSerial}': nothing of it is kept");
            before = null;
        }
        List<Reading> taken = simulate ? new SimulatedReadings(settings.Site, seed).Take() : ReadingsFile.Load(readings!);
        ChannelFit?[] fits = Fit(taken, rms, settings.Site.PhaseCount, before, readings ?? "simulated board", notes);
        SensorOffsets offsets = new()
        {
            UnitSerial = unit, CalibratedUtc = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            CalibratedBy = Name("--by", by ?? Environment.UserName), Reference = Name("--reference", reference ?? "plant of the simulated board"),
            ReferenceAccuracyPercent = accuracy,
            Channels = [.. fits.Select((f, i) => f?.Calibration ?? before?.Channels[i] ?? ChannelCalibration.Identity)],
        };
        return Finish(offsets, fits, settings, file, simulate, dryRun, json, yes, before is not null, notes);
    }

    static int Finish(
        SensorOffsets offsets, ChannelFit?[] fits, in ControlSettings settings, string file, bool simulated, bool dryRun, bool json, bool yes, bool kept, List<string> notes)
    {
        double ratio = RequiredAccuracyPercent / offsets.ReferenceAccuracyPercent;
        if (ratio < RequiredRatio - 1e-9)
            notes.Add(Text($"uncertainty ratio {ratio:0.0}:1 is below {RequiredRatio:0}:1: the reference should be {RequiredAccuracyPercent / RequiredRatio:0.###} % or better"));
        foreach (ChannelFit fit in fits.OfType<ChannelFit>().Where(f => f.MaxResidualPercent > RequiredAccuracyPercent))
        {
            notes.Add(Text($"{fit.Name}: a reading is off by {fit.MaxResidualPercent:0.00} % after correction, allowed {RequiredAccuracyPercent} %")
                + ": a bad reading, or a sensor that is not linear");
        }
        bool accepted = fits.All(f => !(f?.MaxResidualPercent > RequiredAccuracyPercent));
        bool write = accepted && !dryRun;
        CalibrationReport report = Report(offsets, fits, settings, file, simulated, accepted, kept, ratio, notes);
        // The figures come before the question.
        if (!json) Print(report);
        if (write && !yes && !Confirmed(file))
            throw new VerbFailure(ExitCode.Refused, "not confirmed, nothing written; --yes writes without asking, --dry-run only shows");
        if (write)
        {
            bool previous = File.Exists(file);
            offsets.Save(file);
            report = report with { Written = true, Previous = previous ? file + ".previous" : null };
        }
        if (json) Reports.Print(report, Reports.Default.CalibrationReport);
        else if (report.Written) Console.Out.WriteLine($"written to {file}{(report.Previous is null ? "" : $"; the one before is {report.Previous}")}");
        else Console.Out.WriteLine(accepted ? "dry run: nothing written" : "not accepted: nothing written");
        return accepted ? ExitCode.Ok : ExitCode.VerdictFail;
    }

    // A broken file is what calibrating mends, so it forbids nothing.
    static SensorOffsets? Before(string file, List<string> notes)
    {
        if (!File.Exists(file)) return null;
        try
        {
            return SensorOffsets.Load(file, null);
        }
        catch (ConfigurationException e)
        {
            notes.Add($"nothing is kept of the file that is there: {e.Errors[0]}");
            return null;
        }
    }

    static ChannelFit?[] Fit(List<Reading> readings, bool rms, int phases, SensorOffsets? before, string source, List<string> notes)
    {
        List<string> problems = [];
        ChannelFit?[] fits = new ChannelFit?[SensorOffsets.ChannelNames.Length];
        for (int channel = 0; channel < fits.Length; channel++)
        {
            string name = SensorOffsets.ChannelNames[channel];
            Reading[] own = [.. readings.Where(r => r.Channel == channel)];
            bool wired = channel % 3 < phases;
            if (own.Length > 0 && !wired) problems.Add($"{name}: the site has one phase; its channels are va and ia");
            else if (own.Length > 0) fits[channel] = ChannelFit.Of(channel, own, rms, problems);
            else if (wired && before is not null) notes.Add($"{name}: no readings, the calibration before is kept");
            else if (wired && channel < 3) problems.Add($"{name}: no readings; every voltage needs them");
            else if (wired) notes.Add($"{name}: no readings, taken as exact");
        }
        if (problems.Count > 0) throw new ConfigurationException([.. problems.Select(p => new ConfigurationError(source, 0, 0, p))]);
        return fits;
    }

    // What is written as 'key = value' must not be able to write another line.
    static string Name(string option, string value)
    {
        string name = value.Trim();
        if (name.Length is 0 or > MaxNameLength || name.Any(char.IsControl)) throw new VerbFailure(ExitCode.Usage, $"{option} must be 1 … {MaxNameLength} printable characters");
        return name;
    }

    static bool Confirmed(string file)
    {
        if (Console.IsInputRedirected) return false;
        Console.Error.Write($"Write {file}? Type 'yes': ");
        return Console.In.ReadLine()?.Trim() == "yes";
    }

    static CalibrationReport Report(
        SensorOffsets o, ChannelFit?[] fits, in ControlSettings settings, string file, bool simulated, bool accepted, bool kept, double ratio, List<string> notes)
    {
        double perPercent = settings.VoltVar.SteepestSlope * 0.01 * settings.Site.RatedVoltAmperes / 1000;
        double? voltage = fits.Take(3).OfType<ChannelFit>().Select(f => (double?)f.MaxResidualPercent).Max();
        List<CalibratedChannel> channels = [];
        for (int i = 0; i < fits.Length; i++)
        {
            if (i % 3 >= settings.Site.PhaseCount) continue;
            ChannelCalibration c = o.Channels[i];
            channels.Add(new(SensorOffsets.ChannelNames[i], i < 3 ? "V" : "A", fits[i]?.Points ?? 0, Math.Round(c.Gain, 6), Math.Round(c.Offset, 4), Math.Round(c.PhaseDegrees, 3),
                fits[i] is { } f ? Reports.Figure(f.MaxResidualPercent, 4) : null, fits[i] is { } g ? Reports.Figure(g.RmsResidualPercent, 4) : null,
                fits[i] is not null ? "readings" : kept ? "kept" : "exact"));
        }
        return new(simulated, accepted, false, file, null, o.UnitSerial, o.CalibratedUtc, o.CalibratedBy, o.Reference, o.ReferenceAccuracyPercent, RequiredAccuracyPercent,
            Math.Round(ratio, 2), [.. channels], voltage is { } v ? Reports.Figure(v, 4) : null, Math.Round(perPercent, 4), voltage is { } w ? Reports.Figure(w * perPercent, 4) : null,
            [.. notes]);
    }

    static void Print(CalibrationReport r)
    {
        TextWriter o = Console.Out;
        if (r.Simulated) o.WriteLine("SIMULATED board");
        o.WriteLine($"unit {r.UnitSerial}, {r.CalibratedUtc}, by {r.CalibratedBy}");
        o.WriteLine(Text($"reference {r.Reference}, {r.ReferenceAccuracyPercent:0.####} %; required {r.RequiredAccuracyPercent} %: ratio {r.UncertaintyRatio:0.0}:1"));
        o.WriteLine("     points      gain     offset     phase   residual max   rms");
        foreach (CalibratedChannel c in r.Channels)
        {
            string residual = c.ResidualMaxPercent is null ? c.Source : Text($"{c.ResidualMaxPercent,10:0.000} % {c.ResidualRmsPercent,9:0.000} %");
            o.WriteLine(Text($"{c.Channel}   {c.Points,6}  {c.Gain,8:0.00000}  {c.Offset,7:0.000} {c.Unit}  {c.PhaseDeg,6:0.00}°  {residual}"));
        }
        if (r.ResidualKvar is { } kvar)
            o.WriteLine(Text($"what remains: {r.VoltageResidualPercent:0.000} % of voltage, {kvar:0.000} kvar on the curve's slope ({r.KvarPerPercentVoltage:0.00} kvar per 1 %)"));
        foreach (string note in r.Notes) Console.Error.WriteLine($"v2g: {note}");
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
