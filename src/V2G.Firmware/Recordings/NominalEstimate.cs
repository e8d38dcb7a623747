using System.Globalization;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>
/// What 1 pu is, from the recording itself. First witness: the healthy cycles (steady, phases alike), as a rule those before the event.
/// Second witness: the transformers' rating in the channel lines.
/// </summary>
/// <param name="Volts">Line to line for three phases, across the terminals for one; in the recording's own volts.</param>
/// <param name="Source">Where it is from, in words.</param>
/// <param name="Note">What a person should know about it; empty if nothing.</param>
internal sealed record NominalEstimate(double Volts, string Source, string Note)
{
    const double Agreement = 0.15;

    // A set of three that differs by more is in a fault; a voltage that moves more from cycle to cycle is at the edge of one.
    const double Balanced = 0.08, Steady = 0.03;

    public static NominalEstimate Of(Recording recording, ChannelMap map, double hertz)
    {
        List<double[]> cycles = CycleRms(recording, map.Voltages, hertz);
        double root = map.PhaseCount == 3 ? Math.Sqrt(3) : 1;
        double[] ratings = Ratings(map);
        List<double> healthy = Healthy(cycles, out List<double> firstRun);
        if (healthy.Count == 0)
        {
            double middle = Middle(cycles);
            if (ratings.Length > 0 && middle > 0 && !ratings.Any(r => Agree(middle, r)))
            {
                double rated = ratings.MinBy(r => Math.Abs(Math.Log(r / middle)));
                return new(rated * root, "the transformers' rating",
                    Text($"no steady, balanced voltage was recorded: the nominal voltage is the rating in the channel lines, {rated * root:0.###} V; --nominal-voltage says otherwise"));
            }
            return new((middle > 0 ? middle : 1) * root, "the middle of what was recorded", "no steady, balanced voltage was recorded: 1 pu is uncertain; --nominal-voltage gives it");
        }
        (double level, string source) = Choose(healthy, firstRun, ratings);
        if (ratings.Length == 0 || ratings.Any(r => Agree(level, r))) return new(level * root, source, "");
        double nearest = ratings.MinBy(r => Math.Abs(Math.Log(r / level)));
        // A whole recording below its rating, too short to be anything but a piece of an event.
        if (level < (1 - Agreement) * nearest && cycles.Count < 0.5 * hertz)
            return new(nearest * root, "the transformers' rating", Text(
                $"the voltage is {level * root:0.###} V throughout, the rating in the channel lines {nearest * root:0.###} V: so short a recording is taken for a piece of an event; --nominal-voltage says otherwise"));
        return new(level * root, source, Text(
            $"nominal voltage: {level * root:0.###} V from {source}, but the rating in the channel lines is {nearest * root:0.###} V; the former is taken, --nominal-voltage says otherwise"));
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static bool Agree(double a, double b) => Math.Abs(a / b - 1) <= Agreement;

    static (double Level, string Source) Choose(List<double> healthy, List<double> firstRun, double[] ratings)
    {
        double first = Median(firstRun), high = Highest(healthy);
        const string before = "the steady voltage at the beginning", typical = "the highest steady voltage";
        int firstCount = healthy.Count(v => Near(v, first)), highCount = healthy.Count(v => Near(v, high));
        bool firstRated = ratings.Any(r => Math.Abs(first / r - 1) < 0.1), highRated = ratings.Any(r => Math.Abs(high / r - 1) < 0.1);
        if (first < 0.9 * high)
        {
            // Begins low: in a sag or dead; or with normal voltage before a swell of all phases, which is rarely above 1.3.
            bool low = high > 1.3 * first || (firstRated == highRated ? highCount >= firstCount : highRated);
            return low ? (high, typical) : (first, before);
        }
        // Begins high: a rating can tell a swell that is just ending from a long sag that follows.
        double main = healthy.MaxBy(v => healthy.Count(o => Near(o, v)));
        bool mainRated = ratings.Any(r => Math.Abs(main / r - 1) < 0.06), firstClose = ratings.Any(r => Math.Abs(first / r - 1) < 0.1);
        return first > 1.1 * main && mainRated && !firstClose ? (main, "the most frequent steady voltage") : (first, before);
    }

    static bool Near(double a, double b) => Math.Abs(a / b - 1) < 0.04;

    // The greatest level that lasted for three cycles and a tenth of the healthy time.
    static double Highest(List<double> healthy)
    {
        List<double> sorted = [.. healthy.Order()];
        int needed = Math.Min(sorted.Count, Math.Max(3, sorted.Count / 10));
        for (int top = sorted.Count - 1; top >= needed - 1; top--)
            if (sorted[top - needed + 1] > 0.93 * sorted[top]) return sorted[top - needed / 2];
        return sorted[sorted.Count / 2];
    }

    static List<double> Healthy(List<double[]> cycles, out List<double> firstRun)
    {
        List<double> healthy = [];
        firstRun = [];
        double greatest = cycles.Count == 0 ? 0 : cycles.Max(c => c.Max());
        bool first = true;
        for (int k = 0; k < cycles.Count; k++)
        {
            double[] now = cycles[k];
            double level = now.Average();
            bool good = level > 0.05 * greatest && now.Max() - now.Min() <= Balanced * now.Max() && (Alike(cycles, k, k - 1) || Alike(cycles, k, k + 1));
            if (good)
            {
                healthy.Add(level);
                if (first && firstRun.Count < 10 && (firstRun.Count == 0 || Near(level, firstRun[0]))) firstRun.Add(level);
            }
            if (firstRun.Count > 0 && !good) first = false;
        }
        // More would cost time and tell nothing new.
        while (healthy.Count > 4000) healthy = [.. healthy.Where((_, i) => i % 2 == 0)];
        return healthy;
    }

    static bool Alike(List<double[]> cycles, int a, int b)
    {
        if (b < 0 || b >= cycles.Count) return false;
        for (int p = 0; p < cycles[a].Length; p++)
            if (Math.Abs(cycles[a][p] - cycles[b][p]) > Steady * Math.Max(cycles[a][p], cycles[b][p])) return false;
        return true;
    }

    // Of the phases the middle one, of the cycles that are not dead the middle one.
    static double Middle(List<double[]> cycles)
    {
        List<double> middles = [.. cycles.Select(c => Median([.. c]))];
        double greatest = middles.Count == 0 ? 0 : middles.Max();
        return Median([.. middles.Where(m => m > 0.1 * greatest)]);
    }

    static double Median(List<double> values)
    {
        if (values.Count == 0) return 0;
        List<double> sorted = [.. values.Order()];
        return sorted[sorted.Count / 2];
    }

    static List<double[]> CycleRms(Recording recording, IReadOnlyList<PhaseSource> phases, double hertz)
    {
        List<double[]> cycles = [];
        foreach (RateSegment segment in recording.Segments)
        {
            double exact = segment.RateHz / hertz;
            if (!(exact >= 4)) continue;
            for (double from = segment.FirstSample; from + exact <= segment.FirstSample + segment.Count + 0.5; from += exact)
            {
                int first = (int)Math.Round(from), last = Math.Min((int)Math.Round(from + exact), segment.FirstSample + segment.Count);
                double[] rms = [.. phases.Select(p => Rms(p, first, last))];
                if (rms.All(double.IsFinite)) cycles.Add(rms);
            }
        }
        return cycles;
    }

    static double Rms(PhaseSource phase, int first, int last)
    {
        double squares = 0;
        int count = 0;
        for (int i = first; i < last; i++)
        {
            double v = phase.At(i);
            if (!double.IsFinite(v)) continue;
            squares += v * v;
            count++;
        }
        return count >= 0.8 * (last - first) && count > 0 ? Math.Sqrt(squares / count) : double.NaN;
    }

    // Line to neutral (or across one phase), in the recording's own volts. Only ratings that occur: a ratio of 100 : 1 says nothing.
    static double[] Ratings(ChannelMap map)
    {
        AnalogChannel channel = map.Voltages[0].Channels[0].Channel;
        double secondary = channel.Secondary, primary = channel.Primary;
        bool known = secondary is (> 55 and < 72) or (> 95 and < 125) or (> 180 and < 245) && primary >= 50;
        if (!known) return [];
        double rated = secondary;
        if (channel.IsPrimary)
        {
            // Written in volts, or in the channel's own unit.
            double volts = ChannelName.VoltsPerUnit(channel.Unit, out _);
            rated = primary * (volts > 1 && primary < 2000 ? volts : 1);
        }
        double root = Math.Sqrt(3);
        if (map.FromLineVoltages) return [rated / root];
        return secondary < 72 || map.PhaseCount == 1 ? [rated] : [rated / root, rated];
    }
}
