using System.Globalization;
using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Counterparts;

/// <summary>
/// Which faults are played when: `silence`, `loss=10`, `late=50@3..5`, separated by commas. Times are seconds since the start; without them
/// a fault is there from the beginning to the end.
/// </summary>
internal abstract class TimedFaults<T>
    where T : struct, Enum
{
    readonly Entry[] _entries;

    /// <param name="option">What a person wrote it behind: --fault.</param>
    /// <param name="words">A fault that takes a figure has a unit and a range.</param>
    /// <exception cref="VerbFailure">Not a fault, or not a time.</exception>
    protected TimedFaults(string option, string? text, (T Fault, string Word, string Unit, double Most)[] words) =>
        _entries = string.IsNullOrWhiteSpace(text) ? [] : [.. text.Split(',').Select(one => One(option, one.Trim(), words))];

    public bool IsEmpty => _entries.Length == 0;

    /// <summary>The fault is on at some time.</summary>
    public bool Holds(T fault) => Array.Exists(_entries, e => e.Fault.Equals(fault));

    /// <summary>The fault is on at a time since the start.</summary>
    public bool Has(T fault, double seconds) => Value(fault, seconds) is not double.NaN;

    /// <summary>Its figure at that time (0 for one without); NaN while it is off.</summary>
    public double Value(T fault, double seconds)
    {
        foreach (ref readonly Entry entry in _entries.AsSpan())
            if (EqualityComparer<T>.Default.Equals(entry.Fault, fault) && seconds >= entry.FromSeconds && seconds < entry.ToSeconds) return entry.Value;
        return double.NaN;
    }

    /// <summary>What is on, as it was written; empty when nothing is.</summary>
    public string Text(double seconds) => string.Join(", ", _entries.Where(e => seconds >= e.FromSeconds && seconds < e.ToSeconds).Select(e => e.Text));

    static Entry One(string option, string text, (T Fault, string Word, string Unit, double Most)[] words)
    {
        string[] halves = text.Split('@');
        string[] parts = halves[0].Split('=');
        (T Fault, string Word, string Unit, double Most) known = Array.Find(words, w => w.Word == parts[0]);
        if (known.Word is null)
            throw new VerbFailure(ExitCode.Usage, $"{option} {text}: '{parts[0]}' is no fault{NearestWord.Hint(parts[0], words.Select(w => w.Word))}; allowed: {string.Join(", ", words.Select(w => Form(w.Word, w.Unit)))}");
        string form = Form(known.Word, known.Unit);
        bool wantsValue = known.Unit.Length > 0;
        if (halves.Length > 2 || parts.Length > 2 || wantsValue != (parts.Length == 2)) throw new VerbFailure(ExitCode.Usage, $"{option} {text}: write {form}, with @from..to for a time");
        double Number(string number, double most, string unit) =>
            double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value >= 0 && value <= most ? value
                : throw new VerbFailure(ExitCode.Usage, $"{option} {text}: '{number}' must be 0 … {most.ToString(CultureInfo.InvariantCulture)} {unit}");
        double value = wantsValue ? Number(parts[1], known.Most, known.Unit) : 0;
        if (halves.Length == 1) return new(known.Fault, value, double.NegativeInfinity, double.PositiveInfinity, text);
        string[] times = halves[1].Split("..");
        if (times.Length != 2) throw new VerbFailure(ExitCode.Usage, $"{option} {text}: a time is @from..to, in s since the start; @from.. lasts for ever");
        double from = times[0].Length == 0 ? double.NegativeInfinity : Number(times[0], 1e6, "s");
        double to = times[1].Length == 0 ? double.PositiveInfinity : Number(times[1], 1e6, "s");
        return to > from ? new(known.Fault, value, from, to, text) : throw new VerbFailure(ExitCode.Usage, $"{option} {text}: it ends before it begins");
    }

    static string Form(string word, string unit) => unit.Length == 0 ? word : $"{word}={(unit == "%" ? "PERCENT" : unit.ToUpperInvariant())}";

    readonly record struct Entry(T Fault, double Value, double FromSeconds, double ToSeconds, string Text);
}
