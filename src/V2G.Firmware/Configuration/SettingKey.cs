using System.Globalization;
using V2G.Control.Settings;

namespace V2G.Firmware.Configuration;

/// <summary>One key of a configuration file: where it belongs, its unit or words, and how to read and replace it in the settings.</summary>
/// <param name="Path">Dotted path in the file.</param>
/// <param name="Unit">Unit of a number; "" for a bare number; the allowed words, joined by |, for a word.</param>
/// <param name="Get">Present value as it would be written.</param>
/// <param name="With">Settings with the value replaced; null when the text is not one of the words.</param>
/// <param name="Exact">The value to its last bit, for comparing settings rather than for showing them.</param>
internal sealed record SettingKey(
    string Path, string Unit, bool IsNumber, Func<ControlSettings, string> Get, Func<ControlSettings, string, ControlSettings?> With, Func<ControlSettings, string> Exact)
{
    public static SettingKey Number(string path, string unit, Func<ControlSettings, double> get, Func<ControlSettings, double, ControlSettings> with) =>
        new(path, unit, true, s => get(s).ToString("0.######", CultureInfo.InvariantCulture),
            (s, text) => with(s, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
            s => get(s).ToString("R", CultureInfo.InvariantCulture));

    public static SettingKey Words<T>(string path, (string Word, T Value)[] words, Func<ControlSettings, T> get, Func<ControlSettings, T, ControlSettings> with)
        where T : struct
    {
        string Word(ControlSettings s) => words.First(w => EqualityComparer<T>.Default.Equals(w.Value, get(s))).Word;
        return new(path, string.Join(" | ", words.Select(w => w.Word)), false, Word,
            (s, text) => words.Where(w => w.Word == text).Select(w => (ControlSettings?)with(s, w.Value)).FirstOrDefault(), Word);
    }

    public static SettingKey Flag(string path, Func<ControlSettings, bool> get, Func<ControlSettings, bool, ControlSettings> with) =>
        Words(path, [("true", true), ("false", false)], get, with);

    public IEnumerable<string> WordList => Unit.Split(" | ");
}
