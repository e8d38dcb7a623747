namespace V2G.Control.Measurement;

/// <summary>One oscillator cycle of voltage, as the tracker sees it.</summary>
internal struct CycleView
{
    /// <summary>Number of the boundary at its end.</summary>
    public long Boundary;

    public long MiddleTicks;

    public double Seconds;

    /// <summary>Length of its second half, s.</summary>
    public double HalfSeconds;

    /// <summary>Mean of the oscillator's phase over the cycle, relative to the boundary in its middle; 0 unless it was retuned, radians.</summary>
    public double Lead;

    /// <summary>Fundamentals relative to the oscillator, as measured.</summary>
    public PhasorTriple Voltage;

    /// <summary>Mean over the phases of the squared RMS voltage, pu².</summary>
    public double MeanSquare;

    /// <summary>No bad sample touches it.</summary>
    public bool Clean;
}
