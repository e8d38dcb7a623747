namespace V2G.Control.Measurement;

/// <summary>Whether samples can be believed at all; whether what they say is plausible is <see cref="CrossCheck"/>'s matter.</summary>
public enum SampleVerdict : byte
{
    Good = 0,

    /// <summary>None come, some are missing, or their stamps can't be.</summary>
    Lost = 1,

    /// <summary>Every channel holds one value.</summary>
    Stuck = 2,

    /// <summary>Some are not finite.</summary>
    NotNumbers = 3,
}

public static class SampleVerdictNames
{
    public static string Text(this SampleVerdict verdict) => verdict switch
    {
        SampleVerdict.Good => "good",
        SampleVerdict.Lost => "lost",
        SampleVerdict.Stuck => "stuck",
        _ => "not numbers",
    };
}
