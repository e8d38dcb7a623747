namespace V2G.Firmware.BlackBox;

/// <summary>What a recorder may fill, and when it writes.</summary>
internal sealed record RecorderBounds
{
    /// <summary>Logs kept; the oldest gives way.</summary>
    public int MostLogs { get; init; } = 16;

    /// <summary>Bytes kept, the recordings beside the logs included.</summary>
    public long MostBytes { get; init; } = 64 << 20;

    /// <summary>Of the ring's segments in the recorder's own memory, those that the ring still holds among them.</summary>
    public long MostKeptBytes { get; init; } = 8 << 20;

    /// <summary>What follows a trigger is kept too, s.</summary>
    public double AfterSeconds { get; init; } = 5;

    /// <summary>From one log to the next, s: a fault that flickers shares one, and a ring reaches back over all of it.</summary>
    public double SpacingSeconds { get; init; } = 30;

    /// <summary>How long before the trigger the phasor recording begins, s.</summary>
    public double PhasorSeconds { get; init; } = 10;
}
