namespace V2G.Grid.Comtrade;

/// <summary>Which raw numbers a format can hold, and multipliers that use them fully.</summary>
static class RawScale
{
    /// <summary>Highest magnitude of a raw sample; the markers for missing ones lie outside.</summary>
    internal static double Limit(DataFormat format, Revision revision) => format switch
    {
        DataFormat.Ascii => revision == Revision.Year2013 ? int.MaxValue : AsciiData.Missing - 1,
        DataFormat.Binary => short.MaxValue,
        DataFormat.Binary32 => int.MaxValue,
        _ => 3.4e38,
    };

    /// <summary>The multiplier with which a full scale fills the format; 1 where the format does not need one.</summary>
    internal static double For(double fullScale, DataFormat format, Revision revision)
    {
        double limit = Limit(format, revision);
        if (format == DataFormat.Real32 && fullScale <= limit) return 1;
        double multiplier = fullScale / limit;
        if (multiplier > ComtradeLimits.Factor) throw new ArgumentException($"values up to {fullScale:R} are beyond what a recording can hold");
        return double.IsNormal(multiplier) ? multiplier : 1;
    }

    /// <summary>The channel with its own multiplier if every value fits with it, else with one chosen for full resolution.</summary>
    internal static AnalogChannel Fit(AnalogChannel channel, DataFormat format, Revision revision)
    {
        double limit = Limit(format, revision), magnitude = 0;
        double offset = Math.Abs(channel.Offset) <= ComtradeLimits.Factor ? channel.Offset : 0;
        foreach (double value in channel.Values.Span)
            if (double.IsFinite(value)) magnitude = Math.Max(magnitude, Math.Abs(value - offset));
        double multiplier = channel.Multiplier;
        if (!IsUsable(multiplier) || magnitude / Math.Abs(multiplier) > limit + 0.5) multiplier = For(magnitude, format, revision);
        return Ranged(channel with { Multiplier = multiplier, Offset = offset }, format, revision);
    }

    internal static bool IsUsable(double multiplier) => double.IsNormal(multiplier) && Math.Abs(multiplier) <= ComtradeLimits.Factor;

    internal static AnalogChannel Ranged(AnalogChannel channel, DataFormat format, Revision revision)
    {
        double limit = Limit(format, revision);
        return channel with { Minimum = -limit, Maximum = limit };
    }
}
