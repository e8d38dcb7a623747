using System.Globalization;
using System.Text;

namespace V2G.Grid.Comtrade;

/// <summary>Writes the configuration part of an edition: CRLF lines; UTF-8, which for plain names is the ASCII of the older editions.</summary>
static class ConfigurationText
{
    const int NameCharacters = 64;

    /// <param name="form">Channels in it are written as they are.</param>
    /// <param name="samples">Records in the data part.</param>
    /// <param name="stampsOnly">Writes nrates = 0.</param>
    /// <param name="timeMultiplier">Factor of the time stamps; not written in the 1991 edition.</param>
    /// <param name="format">Of the data part.</param>
    /// <param name="revision">Edition.</param>
    internal static byte[] Compose(Recording form, int samples, bool stampsOnly, double timeMultiplier, DataFormat format, Revision revision)
    {
        if (form.Start is not { } start) throw new ArgumentException("a recording needs a start time to be written");
        bool first = revision == Revision.Year1991;
        StringBuilder text = new();
        Line(text, first ? $"{Name(form.Station)},{Name(form.Device)}" : $"{Name(form.Station)},{Name(form.Device)},{(int)revision}");
        Line(text, $"{form.Analog.Count + form.Status.Count},{form.Analog.Count}A,{form.Status.Count}D");
        for (int i = 0; i < form.Analog.Count; i++) Analog(text, i + 1, form.Analog[i], first);
        for (int i = 0; i < form.Status.Count; i++) Status(text, i + 1, form.Status[i], first);
        Line(text, Number(double.IsNaN(form.LineFrequencyHz) ? 0 : form.LineFrequencyHz));
        if (stampsOnly)
        {
            Line(text, "0");
            Line(text, $"0,{samples}");
        }
        else
        {
            Line(text, $"{form.Segments.Count}");
            foreach (RateSegment segment in form.Segments) Line(text, $"{Number(segment.RateHz)},{segment.FirstSample + segment.Count}");
        }
        Line(text, start.Format(revision));
        ComtradeTime trigger = form.Trigger ?? start;
        Line(text, (trigger with { FractionDigits = start.FractionDigits }).Format(revision));
        Line(text, format.Word());
        if (!first) Line(text, Number(timeMultiplier));
        if (revision == Revision.Year2013)
        {
            // What nobody stated: our clocks run on UTC; their quality and leap seconds are not vouched for.
            Line(text, form.TimeCode.Length > 0 ? $"{Name(form.TimeCode)},{Name(form.LocalCode)}" : "0,x");
            Line(text, form.TimeQuality.Length > 0 ? $"{Name(form.TimeQuality)},{Name(form.LeapSecond)}" : "F,3");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static void Analog(StringBuilder text, int index, AnalogChannel channel, bool first)
    {
        text.Append($"{index},{Name(channel.Name)},{Name(channel.Phase)},{Name(channel.Circuit)},{Name(channel.Unit)},")
            .Append($"{Number(channel.Multiplier)},{Number(channel.Offset)},{Number(channel.SkewMicroseconds)},")
            .Append($"{Number(channel.Minimum)},{Number(channel.Maximum)}");
        if (!first) text.Append($",{Number(channel.Primary)},{Number(channel.Secondary)},{(channel.IsPrimary ? 'P' : 'S')}");
        text.Append("\r\n");
    }

    static void Status(StringBuilder text, int index, StatusChannel channel, bool first)
    {
        int normal = channel.Normal ? 1 : 0;
        Line(text, first
            ? $"{index},{Name(channel.Name)},{normal}"
            : $"{index},{Name(channel.Name)},{Name(channel.Phase)},{Name(channel.Circuit)},{normal}");
    }

    static void Line(StringBuilder text, string line) => text.Append(line).Append("\r\n");

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // A comma or a line end in a name would be another field or line.
    static string Name(string name)
    {
        string clean = NameTexts.Clean(name).Replace(',', ' ').Trim();
        return clean.Length <= NameCharacters ? clean : clean[..NameCharacters].TrimEnd();
    }
}
