using V2G.Control.Settings;

namespace V2G.Control.PowerPath;

/// <summary>How a contactor (or a pair of relays that act as one) may be moved. Contactors are isolators here, not switches.</summary>
public readonly record struct ContactorSettings
{
    /// <summary>Pre-charging must take at least this long: quicker is a capacitor that is not there, s.</summary>
    public double PreChargeMinSeconds { get; init; }

    /// <summary>And at most this long, s.</summary>
    public double PreChargeMaxSeconds { get; init; }

    /// <summary>Most voltage across it when it closes, V.</summary>
    public double MatchVolts { get; init; }

    /// <summary>Below this behind an opened contactor it is open, V.</summary>
    public double SafeVolts { get; init; }

    /// <summary>How long what lies behind may take to decay, s: then it is welded.</summary>
    public double WeldSeconds { get; init; }

    /// <summary>Its auxiliary contact follows the coil within, s.</summary>
    public double FollowSeconds { get; init; }

    /// <summary>It opens by itself only below this current, A.</summary>
    public double LoadAmperes { get; init; }

    /// <summary>Stays open for at least, s.</summary>
    public double MinOffSeconds { get; init; }

    /// <summary>Closes at most so often within an hour, 1 … 12.</summary>
    public double MostPerHour { get; init; }

    /// <summary>The pair between inverter and grid: pre-charge of the intermediate circuit.</summary>
    public static ContactorSettings Grid => new()
    {
        PreChargeMinSeconds = 0.05, PreChargeMaxSeconds = 3, MatchVolts = 40, SafeVolts = 60, WeldSeconds = 2.5, FollowSeconds = 0.1,
        LoadAmperes = 5, MinOffSeconds = 2, MostPerHour = 12,
    };

    /// <summary>The contactor to the vehicle: within 20 V of the battery, below 60 V behind it (IEC 61851-23).</summary>
    public static ContactorSettings Vehicle => Grid with { PreChargeMinSeconds = 0, PreChargeMaxSeconds = 10, MatchVolts = 20 };

    public void Check(SettingCheck check, string section)
    {
        check.InRange($"{section}.pre_charge_min", PreChargeMinSeconds, 0, 5, "s", "the pre-charge resistor and the capacitor");
        check.InRange($"{section}.pre_charge_max", PreChargeMaxSeconds, PreChargeMinSeconds + 0.1, 30, "s", "the pre-charge resistor's energy");
        check.InRange($"{section}.match", MatchVolts, 1, 60, "V", "house; to a vehicle 20 V (IEC 61851-23)");
        check.InRange($"{section}.safe", SafeVolts, 10, 60, "V", "extra-low voltage");
        check.InRange($"{section}.weld_time", WeldSeconds, 0.1, 10, "s", "the discharge resistor");
        check.InRange($"{section}.follow_time", FollowSeconds, 0.02, 0.5, "s", "its data sheet");
        check.InRange($"{section}.load_current", LoadAmperes, 0.5, 5, "A", "house: an isolator");
        check.InRange($"{section}.min_off", MinOffSeconds, 2, 600, "s", "house");
        check.InRange($"{section}.per_hour", MostPerHour, 1, 12, "", "house: its life");
        check.Require(MostPerHour == Math.Floor(MostPerHour), $"{section}.per_hour", SettingCheck.Text(MostPerHour, ""), "whole numbers", "it counts");
    }
}
