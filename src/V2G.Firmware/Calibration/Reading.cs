namespace V2G.Firmware.Calibration;

/// <summary>One pair of readings of one quantity at one time.</summary>
/// <param name="Channel">Index into <see cref="Configuration.SensorOffsets.ChannelNames"/>.</param>
/// <param name="Reference">What the reference instrument shows, V or A.</param>
/// <param name="Measured">What the uncalibrated channel shows, V or A.</param>
/// <param name="ReferenceDegrees">Phase angle of the fundamental by the reference; NaN where none was read.</param>
/// <param name="MeasuredDegrees">Phase angle of the fundamental by the channel; NaN where none was read.</param>
/// <param name="Line">Line in the file of readings; 0 for readings that come from no file.</param>
internal readonly record struct Reading(
    int Channel, double Reference, double Measured, double ReferenceDegrees = double.NaN, double MeasuredDegrees = double.NaN, int Line = 0)
{
    public bool HasPhase => !double.IsNaN(ReferenceDegrees);

    /// <summary>By how much the channel is late, degrees, −180 … 180.</summary>
    public double LagDegrees => Math.IEEERemainder(ReferenceDegrees - MeasuredDegrees, 360);
}
