using System.Globalization;
using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Counterparts;

/// <summary>
/// Which faults a counterpart plays when: `silence`, `loss=10`, `late=50@3..5`, separated by commas. Times are seconds since it
/// started; without them a fault is there from the beginning to the end.
/// </summary>
internal sealed class FaultSchedule
{
    // A fault that takes a figure: its unit and range.
    static readonly (CounterpartFault Fault, string Word, string Unit, double Most)[] _words =
    [
        (CounterpartFault.Silence, "silence", "", 0), (CounterpartFault.Loss, "loss", "%", 100), (CounterpartFault.Late, "late", "ms", 10_000),
        (CounterpartFault.Stale, "stale", "", 0), (CounterpartFault.Duplicate, "duplicate", "", 0), (CounterpartFault.Checksum, "checksum", "", 0),
        (CounterpartFault.BusOff, "bus-off", "", 0), (CounterpartFault.IgnoreVar, "ignore-var", "", 0), (CounterpartFault.Stuck, "stuck", "", 0),
        (CounterpartFault.Internal, "internal", "", 0), (CounterpartFault.Exception, "exception", "", 0), (CounterpartFault.SlowBytes, "slow-bytes", "ms", 1000),
        (CounterpartFault.WrongTransaction, "wrong-tid", "", 0), (CounterpartFault.ShortFrame, "short-frame", "", 0), (CounterpartFault.Disconnect, "disconnect", "", 0),
        (CounterpartFault.GridVoltage, "grid", "%", 150), (CounterpartFault.MeterSilence, "meter-silence", "", 0), (CounterpartFault.MeterLoss, "meter-loss", "%", 100),
        (CounterpartFault.MeterStale, "meter-stale", "", 0), (CounterpartFault.Insulation, "insulation", "kOhm", 100_000), (CounterpartFault.MonitorSilence, "monitor-silence", "", 0),
        (CounterpartFault.MonitorBlind, "monitor-blind", "", 0),
    ];

    readonly Entry[] _entries;

    FaultSchedule(Entry[] entries) => _entries = entries;

    public static FaultSchedule None { get; } = new([]);

    public bool IsEmpty => _entries.Length == 0;

    /// <exception cref="VerbFailure">Not a fault, or not a time.</exception>
    public static FaultSchedule Parse(string? text) => string.IsNullOrWhiteSpace(text) ? None : new([.. text.Split(',').Select(One)]);

    /// <summary>The fault is on at some time.</summary>
    public bool Holds(CounterpartFault fault) => Array.Exists(_entries, e => e.Fault == fault);

    /// <summary>The fault is on at a time since the start.</summary>
    public bool Has(CounterpartFault fault, double seconds) => Value(fault, seconds) is not double.NaN;

    /// <summary>Its figure at that time (0 for one without); NaN while it is off.</summary>
    public double Value(CounterpartFault fault, double seconds)
    {
        foreach (ref readonly Entry entry in _entries.AsSpan())
            if (entry.Fault == fault && seconds >= entry.FromSeconds && seconds < entry.ToSeconds) return entry.Value;
        return double.NaN;
    }

    /// <summary>What is on, as it was written; empty when nothing is.</summary>
    public string Text(double seconds) => string.Join(", ", _entries.Where(e => seconds >= e.FromSeconds && seconds < e.ToSeconds).Select(e => e.Text));

    static Entry One(string written)
    {
        string text = written.Trim();
        string[] halves = text.Split('@');
        string[] parts = halves[0].Split('=');
        (CounterpartFault Fault, string Word, string Unit, double Most) known = Array.Find(_words, w => w.Word == parts[0]);
        if (known.Word is null)
            throw new VerbFailure(ExitCode.Usage, $"--fault {text}: '{parts[0]}' is no fault{NearestWord.Hint(parts[0], _words.Select(w => w.Word))}; allowed: {string.Join(", ", _words.Select(Form))}");
        bool wantsValue = known.Unit.Length > 0;
        if (halves.Length > 2 || parts.Length > 2 || wantsValue != (parts.Length == 2)) throw new VerbFailure(ExitCode.Usage, $"--fault {text}: write {Form(known)}, with @from..to for a time");
        double value = wantsValue ? Number(text, parts[1], 0, known.Most, known.Unit) : 0;
        if (halves.Length == 1) return new(known.Fault, value, double.NegativeInfinity, double.PositiveInfinity, text);
        string[] times = halves[1].Split("..");
        if (times.Length != 2) throw new VerbFailure(ExitCode.Usage, $"--fault {text}: a time is @from..to, in s since the start; @from.. lasts for ever");
        double from = times[0].Length == 0 ? double.NegativeInfinity : Number(text, times[0], 0, 1e6, "s");
        double to = times[1].Length == 0 ? double.PositiveInfinity : Number(text, times[1], 0, 1e6, "s");
        return to > from ? new(known.Fault, value, from, to, text) : throw new VerbFailure(ExitCode.Usage, $"--fault {text}: it ends before it begins");
    }

    static double Number(string whole, string text, double least, double most, string unit) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most ? value
            : throw new VerbFailure(ExitCode.Usage, $"--fault {whole}: '{text}' must be {least.ToString(CultureInfo.InvariantCulture)} … {most.ToString(CultureInfo.InvariantCulture)} {unit}");

    static string Form((CounterpartFault Fault, string Word, string Unit, double Most) known) =>
        known.Unit.Length == 0 ? known.Word : $"{known.Word}={(known.Unit == "%" ? "PERCENT" : known.Unit.ToUpperInvariant())}";

    readonly record struct Entry(CounterpartFault Fault, double Value, double FromSeconds, double ToSeconds, string Text);
}
