namespace V2G.Firmware.Post;

internal enum PostResult : byte
{
    /// <summary>This board has no such thing, or it comes with a later part.</summary>
    Absent = 0,

    Pass,
    Warn,
    Fail,

    /// <summary>Not looked at, because something that it needs failed, or because its time has not come.</summary>
    Skip,
}

/// <summary>One thing that is looked at once, before the loop is armed.</summary>
internal struct StartFinding
{
    public PostResult Result;
    public double Value;
    public double Milliseconds;
}

/// <summary>What the controller found of its own machine when it started; part of its image.</summary>
internal struct StartFindings
{
    /// <summary>The binary against the hash beside it.</summary>
    public StartFinding Image;

    /// <summary>Years between the binary's making and the wall's clock.</summary>
    public StartFinding Clock;

    /// <summary>Kept counters: whole slots found.</summary>
    public StartFinding Storage;

    /// <summary>Supply rails (hwmon): share of the way to their limits that the worst has gone.</summary>
    public StartFinding Rails;

    /// <summary>Permissions of the private key's file, octal digits as a number.</summary>
    public StartFinding Key;

    public readonly bool AnyFailed => Image.Result == PostResult.Fail || Clock.Result == PostResult.Fail || Storage.Result == PostResult.Fail || Rails.Result == PostResult.Fail
        || Key.Result == PostResult.Fail;
}
