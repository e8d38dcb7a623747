using System.Globalization;
using System.Text;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Calibration;

/// <summary>
/// Readings as comma-separated values: the header <c>channel,reference,measured</c>, optionally with
/// <c>,reference_deg,measured_deg</c>, then a reading a line. Empty lines and lines that begin with # are skipped.
/// </summary>
internal static class ReadingsFile
{
    public const int MaxBytes = 256 * 1024, MaxReadings = 4096;

    /// <summary>No instrument for 480 V shows more, V or A.</summary>
    public const double MaxFigure = 2000;

    const string Header = "channel,reference,measured", PhaseHeader = Header + ",reference_deg,measured_deg";

    /// <exception cref="ConfigurationException">Every line that can't be read, with its number.</exception>
    public static List<Reading> Load(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            byte[] bytes = new byte[MaxBytes + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes) throw new ConfigurationException([new(file, 0, 0, $"larger than {MaxBytes} bytes")]);
            return Parse(file, Encoding.UTF8.GetString(bytes, 0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new(file, 0, 0, e.Message)]);
        }
    }

    public static List<Reading> Parse(string file, string text)
    {
        List<Reading> readings = [];
        List<ConfigurationError> errors = [];
        int columns = 0;
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            string[] fields = line.Split(',', StringSplitOptions.TrimEntries);
            if (columns == 0)
            {
                string header = string.Join(',', fields);
                if (header is not (Header or PhaseHeader)) throw new ConfigurationException([new(file, i + 1, 1, $"the header must be '{Header}' or '{PhaseHeader}'")]);
                columns = fields.Length;
            }
            else if (readings.Count == MaxReadings) throw new ConfigurationException([new(file, i + 1, 1, $"more than {MaxReadings} readings")]);
            else if (fields.Length != columns) errors.Add(new(file, i + 1, 1, $"{fields.Length} fields; the header has {columns}"));
            else Take(file, i + 1, fields, readings, errors);
        }
        if (columns == 0) throw new ConfigurationException([new(file, 0, 0, $"no header '{Header}'")]);
        if (errors.Count > 0) throw new ConfigurationException(errors);
        return readings;
    }

    static void Take(string file, int line, string[] fields, List<Reading> readings, List<ConfigurationError> errors)
    {
        int before = errors.Count;
        int channel = Array.IndexOf(SensorOffsets.ChannelNames, fields[0]);
        if (channel < 0)
        {
            errors.Add(new(file, line, 1, $"unknown channel '{fields[0]}'; allowed: {string.Join(", ", SensorOffsets.ChannelNames)}"
                + NearestWord.Hint(fields[0], SensorOffsets.ChannelNames)));
        }
        double reference = Number(1, "reference", MaxFigure), measured = Number(2, "measured", MaxFigure);
        bool phase = fields.Length == 5 && (fields[3].Length > 0 || fields[4].Length > 0);
        double referenceDegrees = phase ? Number(3, "reference_deg", 360) : double.NaN, measuredDegrees = phase ? Number(4, "measured_deg", 360) : double.NaN;
        if (errors.Count == before) readings.Add(new(channel, reference, measured, referenceDegrees, measuredDegrees, line));

        double Number(int field, string name, double bound)
        {
            int column = fields.Take(field).Sum(f => f.Length + 1) + 1;
            if (!double.TryParse(fields[field], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
                || !double.IsFinite(value))
                errors.Add(new(file, line, column, $"{name} '{fields[field]}' is not a number"));
            else if (Math.Abs(value) > bound)
                errors.Add(new(file, line, column, string.Create(CultureInfo.InvariantCulture, $"{name} = {fields[field]} is outside its range; allowed: {-bound} … {bound}")));
            return value;
        }
    }
}
