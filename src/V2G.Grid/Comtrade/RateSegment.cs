namespace V2G.Grid.Comtrade;

/// <summary>A run of samples at one rate.</summary>
/// <param name="RateHz">As written, or the mean of the time stamps where the file gives no rate; 0 where those don't move either.</param>
/// <param name="FirstSample">Counted from 0.</param>
/// <param name="Count">Samples.</param>
public readonly record struct RateSegment(double RateHz, int FirstSample, int Count);
