namespace V2G.Grid.Comtrade;

/// <summary>When samples were taken: by the rates where the file gives them, else by the time stamps.</summary>
static class SampleTimes
{
    /// <summary>Rates as written, cut to the samples that are there.</summary>
    internal static List<RateSegment> FromRates(Configuration configuration, int samples, string part, NoteList notes)
    {
        List<RateSegment> segments = [];
        int first = 0;
        double seconds = 0;
        foreach ((double rate, long end) in configuration.Rates)
        {
            int count = (int)Math.Min(end, samples) - first;
            if (count == 0) break;
            segments.Add(new RateSegment(rate, first, count));
            first += count;
            seconds += count / rate;
        }
        // Beyond the promised samples nothing is read, so the segments cover all.
        if (seconds > ComtradeLimits.DurationSeconds)
            throw new ComtradeException(
                part, null, null, "duration by the sampling rates", $"{seconds:G6} s", $"at most {ComtradeLimits.DurationSeconds:R} s");
        double mean = samples / seconds;
        if (mean < 2 * configuration.LineFrequencyHz)
            notes.Add(
                $"{part}: {mean:G4} samples a second can't show a wave of {configuration.LineFrequencyHz:R} Hz; perhaps these are measured values");
        return segments;
    }

    /// <summary>Notes stamps that tell another rate than the configuration: one of the two is wrong, and the rate is what we go by.</summary>
    internal static void Compare(SampleData data, double stampNanoseconds, Recording recording, string part, NoteList notes)
    {
        int last = data.Count - 1;
        long first = data.Stamps[0], end = data.Stamps[last];
        if (first == SampleData.NoStamp || end == SampleData.NoStamp || end <= first) return;
        double byStamps = (end - (double)first) * stampNanoseconds * 1e-9, byRate = recording.TimeSeconds(last);
        if (Math.Abs(byStamps - byRate) > 0.01 * byRate)
            notes.Add($"{part}: last sample at {byStamps:G6} s by its time stamp, at {byRate:G6} s by the sampling rates; the rates are used");
    }

    /// <summary>Times from the first sample, in nanoseconds. Without rates a record without a stamp is nowhere in time.</summary>
    internal static long[] FromStamps(SampleData data, double stampNanoseconds, bool wraps, string part)
    {
        long[] times = new long[data.Count];
        double first = 0, previous = 0, turns = 0;
        for (int i = 0; i < times.Length; i++)
        {
            long stamp = data.Stamps[i];
            if (stamp == SampleData.NoStamp) throw Refuse(part, i, "no time stamp");
            double units = stamp + turns;
            // 32 bit stamps in microseconds turn over after 71 minutes.
            if (wraps && i > 0 && units < previous - uint.MaxValue / 2.0)
            {
                turns += uint.MaxValue + 1.0;
                units = stamp + turns;
            }
            if (i == 0) first = units;
            else if (units < previous) throw Refuse(part, i, $"time stamp {stamp}, earlier than the one before");
            previous = units;
            double nanoseconds = (units - first) * stampNanoseconds;
            if (nanoseconds > ComtradeLimits.DurationSeconds * 1e9) throw Refuse(part, i, $"time stamp {stamp}");
            times[i] = (long)Math.Round(nanoseconds);
        }
        return times;
    }

    static ComtradeException Refuse(string part, int sample, string found) => new(
        part, null, null, $"time of record {sample + 1} in a file without sampling rates", found,
        $"time stamps that rise, over at most {ComtradeLimits.DurationSeconds:R} s");

    /// <summary>
    /// Runs of samples whose intervals agree to 1 % or two units of the stamps (a stamp is rounded), each with its mean rate.
    /// A sample belongs to the interval it opens.
    /// </summary>
    internal static List<RateSegment> FromTimes(ReadOnlySpan<long> times, double stampNanoseconds, string part, NoteList notes)
    {
        if (times.Length < 2) return [new RateSegment(0, 0, times.Length)];
        List<RateSegment> segments = [];
        int first = 0;
        double interval = times[1] - times[0];
        for (int i = 1; i + 1 < times.Length; i++)
        {
            double next = times[i + 1] - times[i];
            if (Math.Abs(next - interval) <= Math.Max(2 * stampNanoseconds, interval / 100)) continue;
            segments.Add(Mean(times, first, i));
            first = i;
            interval = next;
            if (segments.Count < ComtradeLimits.Rates) continue;
            return FromJitter(times, stampNanoseconds, part, notes);
        }
        RateSegment last = Mean(times, first, times.Length - 1);
        segments.Add(last with { Count = last.Count + 1 });
        return segments.Count > 8 && segments.Count > times.Length / 64 ? FromJitter(times, stampNanoseconds, part, notes) : segments;
    }

    /// <summary>
    /// Stamps that jitter while the sampling clock does not: a stretch ends only at a gap, or where the middle one of the intervals
    /// around has changed.
    /// </summary>
    static List<RateSegment> FromJitter(ReadOnlySpan<long> times, double stampNanoseconds, string part, NoteList notes)
    {
        const int around = 15, settled = 32;
        const double drift = 0.15;
        notes.Add($"{part}: time stamps jitter; each stretch without a gap gets its mean rate");
        List<RateSegment> segments = [];
        Span<long> window = stackalloc long[2 * around + 1];
        int first = 0, last = times.Length - 1;
        double interval = 0;
        for (int i = 0; i < last; i++)
        {
            int from = Math.Max(0, i - around), to = Math.Min(last, i + around + 1);
            for (int k = from; k < to; k++) window[k - from] = times[k + 1] - times[k];
            window[..(to - from)].Sort();
            double middle = window[(to - from) / 2];
            if (i - first >= settled) interval = (times[i] - times[first]) / (double)(i - first);
            double longest = Math.Max(4 * middle, 4 * stampNanoseconds), sum = 0;
            int counted = 0;
            foreach (long one in window[..(to - from)])
            {
                if (one > longest) continue;
                sum += one;
                counted++;
            }
            // The median knows where, the mean whether: stamps in whole milliseconds have a median far from their mean.
            bool gap = times[i + 1] - times[i] > longest, changed = Math.Abs(middle - interval) > Math.Max(2 * stampNanoseconds, drift * interval)
                && Math.Abs(sum / Math.Max(1, counted) - interval) > drift / 2 * interval;
            if (i > first && (gap || changed)) segments.Add(Mean(times, first, i));
            if (i == first || gap || changed) (first, interval) = (i, middle);
            if (gap)
            {
                segments.Add(Mean(times, i, i + 1));
                first = i + 1;
            }
            if (segments.Count < ComtradeLimits.Rates) continue;
            notes.Add($"{part}: time stamps are irregular; one mean rate is given");
            return [Mean(times, 0, last) with { Count = times.Length }];
        }
        if (first < last)
        {
            RateSegment rest = Mean(times, first, last);
            segments.Add(rest with { Count = rest.Count + 1 });
        }
        else
        {
            segments[^1] = segments[^1] with { Count = segments[^1].Count + 1 };
        }
        return segments;
    }

    static RateSegment Mean(ReadOnlySpan<long> times, int first, int end)
    {
        long span = times[end] - times[first];
        return new RateSegment(span > 0 ? (end - first) * 1e9 / span : 0, first, end - first);
    }
}
