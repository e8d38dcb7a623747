using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Roles;

/// <summary>What one process of a board is. The numbers are places in the image and never change.</summary>
internal enum Role
{
    Controller = 0,
    VehicleLink = 1,
    GridLink = 2,
    InverterLink = 3,
    Recorder = 4,
    FanController = 5,
    Aggregator = 6,
}

internal static class Roles
{
    public const int Count = 7;

    static readonly string[] Names = ["controller", "vehicle-link", "grid-link", "inverter-link", "recorder", "fan-controller", "aggregator"];

    // The users that board/sysusers.d makes, by role.
    static readonly string[] Users = ["v2g", "v2g-vehicle", "v2g-grid", "v2g-inverter", "v2g-recorder", "v2g-fan", "v2g-site"];

    public static string Text(this Role role) => Names[(int)role];

    /// <summary>The user under which a board runs it.</summary>
    public static string UserName(this Role role) => Users[(int)role];

    /// <exception cref="VerbFailure">No such role.</exception>
    public static Role Parse(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index >= 0 ? (Role)index : throw new VerbFailure(ExitCode.Usage, $"no role '{name}'{NearestWord.Hint(name, Names)}; allowed: {string.Join(", ", Names)}");
    }

    /// <summary>A comma-separated list; empty for none.</summary>
    public static Role[] ParseList(string? list) => [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
}
