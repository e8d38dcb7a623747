namespace V2G.Grid.Comtrade;

/// <summary>
/// What a file may claim at most. Far above what recorders write (tens of channels, kilohertz, minutes), low enough that no claim
/// costs memory: what is decoded is about eight bytes for each byte of data that is really there.
/// </summary>
public static class ComtradeLimits
{
    /// <summary>Channels of each kind, analog and status.</summary>
    public const int Channels = 9_999;

    /// <summary>Sampling rates in one file.</summary>
    public const int Rates = 65_536;

    public const double MinimumRateHz = 1e-6, MaximumRateHz = 1e9;

    /// <summary>Thirty years: sample times stay well inside 64 bit nanoseconds.</summary>
    public const double DurationSeconds = 1e9;

    /// <summary>A channel line of the 2013 edition needs about 300 bytes.</summary>
    public const int ConfigurationLineBytes = 4_096;

    /// <summary>All channels at the widest number the standard allows, with room.</summary>
    public const int DataLineBytes = 1_048_576;

    /// <summary>Highest magnitude of multiplier and offset: no product of it with a sample overflows.</summary>
    public const double Factor = 1e100;

    /// <summary>Highest magnitude of a raw ASCII sample: that of the 2013 edition's float32.</summary>
    public const double RawValue = 3.5e38;

    /// <summary>Characters kept of a name; the standard allows 64.</summary>
    public const int NameCharacters = 256;

    /// <summary>Notes kept for one recording.</summary>
    public const int Notes = 100;
}
