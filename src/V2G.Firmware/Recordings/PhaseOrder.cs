using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>Which way round the voltages turn, over a whole recording.</summary>
internal static class PhaseOrder
{
    // A fault on one phase turns nothing; noise turns both ways.
    const double Clearly = 0.5;

    /// <summary>Whether the space vector of three phase voltages turns backwards nearly all the time.</summary>
    public static bool IsReversed(Recording recording, IReadOnlyList<PhaseSource> phases)
    {
        double forward = 0, all = 0, alpha = double.NaN, beta = double.NaN;
        for (int i = 0; i < recording.SampleCount; i++)
        {
            double a = phases[0].At(i), b = phases[1].At(i), c = phases[2].At(i);
            double nextAlpha = (2 * a - b - c) / 3, nextBeta = (b - c) / Math.Sqrt(3), area = alpha * nextBeta - nextAlpha * beta;
            if (double.IsFinite(area))
            {
                forward += area;
                all += Math.Abs(area);
            }
            (alpha, beta) = (nextAlpha, nextBeta);
        }
        return forward < -Clearly * all;
    }
}
