namespace V2G.Linux.Gpio;

public enum GpioBias
{
    /// <summary>As the board has it.</summary>
    AsIs,
    None,
    PullUp,
    PullDown,
}

public enum GpioDrive
{
    PushPull,
    OpenDrain,
    OpenSource,
}

/// <summary>An output by its name. Values are logical: true is active, also on a line that is active low.</summary>
public sealed record GpioOutputLine(string Name)
{
    /// <summary>What it has from the moment it is an output, so that no other level is ever seen on it.</summary>
    public bool Initial { get; init; }

    public bool ActiveLow { get; init; }

    public GpioDrive Drive { get; init; }

    public GpioBias Bias { get; init; }

    internal ulong Flags => GpioAbi.Output | (ActiveLow ? GpioAbi.ActiveLow : 0) | Bias.Flag() | Drive switch
    {
        GpioDrive.OpenDrain => GpioAbi.OpenDrain,
        GpioDrive.OpenSource => GpioAbi.OpenSource,
        _ => 0,
    };
}

/// <summary>An input by its name, with the edges that are reported.</summary>
public sealed record GpioInputLine(string Name)
{
    public bool ActiveLow { get; init; }

    public GpioBias Bias { get; init; }

    /// <summary>From inactive to active.</summary>
    public bool Rising { get; init; }

    public bool Falling { get; init; }

    /// <summary>How long a level must last before it is an edge; 0: not at all.</summary>
    public int DebounceMicroseconds { get; init; }

    internal ulong Flags =>
        GpioAbi.Input | (ActiveLow ? GpioAbi.ActiveLow : 0) | Bias.Flag() | (Rising ? GpioAbi.EdgeRising : 0) | (Falling ? GpioAbi.EdgeFalling : 0);
}

static class GpioBiasFlag
{
    public static ulong Flag(this GpioBias bias) => bias switch
    {
        GpioBias.None => GpioAbi.BiasDisabled,
        GpioBias.PullUp => GpioAbi.BiasPullUp,
        GpioBias.PullDown => GpioAbi.BiasPullDown,
        _ => 0,
    };
}
