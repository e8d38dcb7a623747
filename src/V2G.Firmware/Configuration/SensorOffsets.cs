using System.Globalization;
using System.Text;
using V2G.Control.Measurement;

namespace V2G.Firmware.Configuration;

/// <summary>
/// /etc/v2g/sensor_offsets.conf: what a unit's sensors need so that their figures are true, who found it, when and against what.
/// key = value lines, sealed by a SHA-256 over everything before the last line. Bound to one unit by its serial number.
/// </summary>
internal sealed record SensorOffsets
{
    public const string FileName = "sensor_offsets.conf";
    const int MaxBytes = 16 * 1024;

    public static readonly string[] ChannelNames = ["va", "vb", "vc", "ia", "ib", "ic"];

    // A correction beyond these is a wiring fault, not a calibration.
    internal const double MinGain = 0.8, MaxGain = 1.25, MaxPhaseDegrees = 10, MaxOffset = 50;

    public required string UnitSerial { get; init; }
    public required string CalibratedUtc { get; init; }
    public required string CalibratedBy { get; init; }
    public required string Reference { get; init; }
    public required double ReferenceAccuracyPercent { get; init; }

    /// <summary>In the order of <see cref="ChannelNames"/>.</summary>
    public required ChannelCalibration[] Channels { get; init; }

    /// <summary>What the simulated board was given at its imagined factory: no correction, since its sensors are ideal unless told otherwise.</summary>
    public static SensorOffsets Ideal(string serial) => new()
    {
        UnitSerial = serial, CalibratedUtc = "1970-01-01T00:00:00Z", CalibratedBy = "factory", Reference = "ideal", ReferenceAccuracyPercent = 0.01,
        Channels = [.. Enumerable.Repeat(ChannelCalibration.Identity, 6)],
    };

    /// <summary>The same as the meter takes it.</summary>
    public CalibrationSet Calibration => new(Channels[0], Channels[1], Channels[2], Channels[3], Channels[4], Channels[5]);

    public string Text()
    {
        StringBuilder text = new("""
            # Sensor calibration of one unit. Written by `v2g calibrate`; do not edit: the last line seals it.
            # true = gain·(raw − offset); phase_deg: by how much the raw signal is late at nominal frequency.

            """);
        text.Append("format = 1\n");
        text.Append($"unit_serial = {UnitSerial}\n");
        text.Append($"calibrated_utc = {CalibratedUtc}\n");
        text.Append($"calibrated_by = {CalibratedBy}\n");
        text.Append($"reference = {Reference}\n");
        text.Append($"reference_accuracy_percent = {Number(ReferenceAccuracyPercent)}\n");
        for (int i = 0; i < ChannelNames.Length; i++)
        {
            string unit = i < 3 ? "v" : "a";
            text.Append($"{ChannelNames[i]}.gain = {Number(Channels[i].Gain)}\n");
            text.Append($"{ChannelNames[i]}.offset_{unit} = {Number(Channels[i].Offset)}\n");
            text.Append($"{ChannelNames[i]}.phase_deg = {Number(Channels[i].PhaseDegrees)}\n");
        }
        // Taken before the line is begun: an interpolated Append writes its first part before it asks for the second.
        string seal = Seal(text.ToString());
        text.Append($"sha256 = {seal}\n");
        return text.ToString();
    }

    /// <exception cref="ConfigurationException">Broken, changed by hand, out of range, or of another unit.</exception>
    public static SensorOffsets Load(string file, string? expectedSerial)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            byte[] bytes = new byte[MaxBytes + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes) throw new ConfigurationException([new(file, 0, 0, $"larger than {MaxBytes} bytes")]);
            return Parse(file, Encoding.UTF8.GetString(bytes, 0, length), expectedSerial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new(file, 0, 0, e.Message)]);
        }
    }

    public static SensorOffsets Parse(string file, string text, string? expectedSerial)
    {
        Dictionary<string, (string Value, int Line)> given = [];
        List<ConfigurationError> errors = [];
        string[] lines = text.Split('\n');
        int sealAt = 0;
        for (int i = 0, at = 0; i < lines.Length; at += lines[i++].Length + 1)
        {
            string line = lines[i].Trim();
            if (line.StartsWith("sha256", StringComparison.Ordinal)) sealAt = at;
            if (line.Length == 0 || line[0] == '#') continue;
            int equals = line.IndexOf('=');
            string key = equals < 0 ? line : line[..equals].Trim();
            if (equals < 0) errors.Add(new(file, i + 1, 1, $"'{line}' is not 'key = value'"));
            else if (!Keys().Contains(key)) errors.Add(new(file, i + 1, 1, $"unknown key '{key}'{NearestWord.Hint(key, Keys())}"));
            else if (!given.TryAdd(key, (line[(equals + 1)..].Trim(), i + 1))) errors.Add(new(file, i + 1, 1, $"'{key}' is given twice; first in line {given[key].Line}"));
        }
        errors.AddRange(Keys().Where(k => !given.ContainsKey(k)).Select(k => new ConfigurationError(file, 0, 0, $"'{k}' is missing")));
        if (errors.Count > 0) throw new ConfigurationException(errors);

        bool last = text.AsSpan(sealAt).TrimEnd().IndexOf('\n') < 0;
        if (!last || Seal(text[..sealAt]) != given["sha256"].Value) errors.Add(new(file, given["sha256"].Line, 1, "the seal does not match: the file was changed or damaged; run `v2g calibrate` again"));
        if (given["format"].Value != "1") errors.Add(new(file, given["format"].Line, 1, $"format {given["format"].Value} is not known; this version reads format 1"));
        if (expectedSerial is not null && given["unit_serial"].Value != expectedSerial)
            errors.Add(new(file, given["unit_serial"].Line, 1, $"calibration of unit '{given["unit_serial"].Value}'; this is unit '{expectedSerial}'"));
        ChannelCalibration[] channels = new ChannelCalibration[ChannelNames.Length];
        for (int i = 0; i < channels.Length; i++)
        {
            string name = ChannelNames[i], unit = i < 3 ? "v" : "a";
            channels[i] = new(Take($"{name}.gain", MinGain, MaxGain), Take($"{name}.offset_{unit}", -MaxOffset, MaxOffset),
                Take($"{name}.phase_deg", -MaxPhaseDegrees, MaxPhaseDegrees));
        }
        double accuracy = Take("reference_accuracy_percent", 0.0001, 10);
        if (errors.Count > 0) throw new ConfigurationException(errors);
        return new()
        {
            UnitSerial = given["unit_serial"].Value, CalibratedUtc = given["calibrated_utc"].Value, CalibratedBy = given["calibrated_by"].Value,
            Reference = given["reference"].Value, ReferenceAccuracyPercent = accuracy, Channels = channels,
        };

        double Take(string key, double min, double max)
        {
            (string value, int line) = given[key];
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= min && number <= max) return number;
            errors.Add(new(file, line, 1, $"{key} = {value} is outside its range; allowed: {Number(min)} … {Number(max)}"));
            return double.NaN;
        }
    }

    /// <summary>Writes atomically and keeps the file before it as FILE.previous.</summary>
    /// <exception cref="ConfigurationException">It would be refused when read back; nothing was written.</exception>
    public void Save(string file)
    {
        foreach (string word in new[] { UnitSerial, CalibratedUtc, CalibratedBy, Reference })
            if (word.Length == 0 || word != word.Trim() || word.Any(char.IsControl))
                throw new ConfigurationException([new(file, 0, 0, $"'{word}' can't be written; allowed: one line of text without blanks at its ends")]);
        Parse(file, Text(), UnitSerial);
        string fresh = file + ".new";
        using (FileStream stream = new(fresh, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(Text()));
            stream.Flush(flushToDisk: true);
        }
        if (File.Exists(file)) File.Copy(file, file + ".previous", overwrite: true);
        File.Move(fresh, file, overwrite: true);
    }

    static IEnumerable<string> Keys()
    {
        yield return "format";
        yield return "unit_serial";
        yield return "calibrated_utc";
        yield return "calibrated_by";
        yield return "reference";
        yield return "reference_accuracy_percent";
        for (int i = 0; i < ChannelNames.Length; i++)
        {
            yield return $"{ChannelNames[i]}.gain";
            yield return $"{ChannelNames[i]}.offset_{(i < 3 ? "v" : "a")}";
            yield return $"{ChannelNames[i]}.phase_deg";
        }
        yield return "sha256";
    }

    static string Seal(string text)
    {
        Span<byte> hash = stackalloc byte[Sha256.HashBytes];
        Sha256.Hash(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }

    static string Number(double value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
