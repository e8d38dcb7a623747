using System.Globalization;

namespace V2G.Control.Settings;

/// <summary>Collects refusals while settings records check themselves. Runs when settings are loaded, never on the real-time path.</summary>
public sealed class SettingCheck
{
    // A bound computed as V2 − 0.02, or scaled to 50 Hz, must not refuse the number that a person wrote for it as it is shown: with six digits.
    const double Tolerance = 6e-7;

    readonly List<SettingRefusal> _refusals = [];

    public IReadOnlyList<SettingRefusal> Refusals => _refusals;

    public bool Passed => _refusals.Count == 0;

    /// <summary>Refuses a value outside [min, max], and NaN or infinity always.</summary>
    public void InRange(string key, double value, double min, double max, string unit, string why)
    {
        if (double.IsFinite(value) && value >= min - Tolerance && value <= max + Tolerance) return;
        _refusals.Add(new(key, Text(value, unit), $"{Text(min, unit)} … {Text(max, unit)}", why));
    }

    public void Require(bool condition, string key, string given, string allowed, string why)
    {
        if (!condition) _refusals.Add(new(key, given, allowed, why));
    }

    internal static string Text(double value, string unit)
    {
        string number = value.ToString("0.######", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? number : $"{number} {unit}";
    }
}
