namespace V2G.Firmware.TypeTestServer;

/// <summary>What one run has sampled, column by column.</summary>
internal sealed class SampleRecord(int count)
{
    /// <summary>Simulated time, s.</summary>
    public double[] Seconds { get; } = new double[count];

    /// <summary>Active power, W, + = into the grid.</summary>
    public double[] Watts { get; } = new double[count];

    /// <summary>Reactive power, var, + = injected.</summary>
    public double[] Vars { get; } = new double[count];

    public double[] Volts { get; } = new double[count];

    public double[] Hertz { get; } = new double[count];
}
