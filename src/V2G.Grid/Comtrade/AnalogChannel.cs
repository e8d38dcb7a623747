namespace V2G.Grid.Comtrade;

/// <summary>One analog channel: its line in the configuration, and its samples.</summary>
public sealed record AnalogChannel
{
    /// <summary>As written; counted from 1.</summary>
    public int Index { get; init; }

    public required string Name { get; init; }

    public string Phase { get; init; } = "";

    /// <summary>The circuit or component that is watched.</summary>
    public string Circuit { get; init; } = "";

    public string Unit { get; init; } = "";

    /// <summary>Engineering units for one raw step. NaN or 0 in a recording to be written: the writer chooses one for full resolution.</summary>
    public double Multiplier { get; init; } = double.NaN;

    /// <summary>Engineering value of raw 0.</summary>
    public double Offset { get; init; }

    /// <summary>Time from the start of the sampling period to this channel's sample.</summary>
    public double SkewMicroseconds { get; init; }

    /// <summary>Range of the raw samples as written.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <inheritdoc cref="Minimum"/>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>Rated primary of the instrument transformer.</summary>
    public double Primary { get; init; } = 1;

    /// <summary>Rated secondary of the instrument transformer.</summary>
    public double Secondary { get; init; } = 1;

    /// <summary>Whether the values are those of the primary side (<c>P</c>) or of the secondary (<c>S</c>).</summary>
    public bool IsPrimary { get; init; } = true;

    /// <summary>Samples in <see cref="Unit"/>, as the file scales them; NaN where missing.</summary>
    public ReadOnlyMemory<double> Values { get; init; }

    /// <summary>Multiplies a value to give that of the primary side, in the unit as written.</summary>
    public double ToPrimary => IsPrimary ? 1 : Ratio;

    /// <summary>Multiplies a value to give that of the secondary side.</summary>
    public double ToSecondary => IsPrimary ? 1 / Ratio : 1;

    // Recorders write 0 for "not known": then both sides are the same.
    double Ratio
    {
        get
        {
            double ratio = Primary / Secondary;
            return double.IsNormal(ratio) ? ratio : 1;
        }
    }
}
