using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>Channels that belong together as one circuit's voltages.</summary>
/// <param name="Channels">A, B, C; or A-B, B-C, C-A with one of them perhaps null.</param>
internal sealed record VoltageSet(AnalogChannel?[] Channels, bool IsLine, int Looseness, double PeakVolts, double VoltsPerUnit, bool IsPrimary)
{
    public int First => Channels.Where(c => c is not null).Min(c => c!.Index);
}

/// <summary>
/// Finds the voltages in a recording of any make: sets of three whose names differ in nothing but the phase, then sets that differ in
/// numbers too, then whatever is marked A, B, C in the order of the file. Live before dead, phase before line, tight before loose, first
/// before later.
/// </summary>
internal sealed class ChannelFinder
{
    /// <summary>Template with circuit, template, template without numbers with and without circuit, marks alone.</summary>
    const int LoosestLevel = 4;

    /// <summary>A set whose peak stays below this share of another of the same unit is switched off.</summary>
    const double DeadShare = 0.05;

    readonly List<Candidate> _candidates = [];

    sealed record Candidate(AnalogChannel Channel, double VoltsPerUnit, bool UnitSaid, IReadOnlyList<NameReading> Readings, double Peak, bool Alternates, bool Computed);

    public ChannelFinder(Recording recording)
    {
        foreach (AnalogChannel channel in recording.Analog)
        {
            double volts = ChannelName.VoltsPerUnit(channel.Unit, out bool said);
            if (volts == 0 || !ChannelName.MayBeVoltage(channel.Name)) continue;
            (double peak, bool alternates, bool computed) = Shape(channel);
            _candidates.Add(new(channel, volts, said, ChannelName.Readings(channel), peak * volts, alternates, computed));
        }
    }

    /// <summary>The best set of three phases; null if there is none.</summary>
    public VoltageSet? Three()
    {
        List<VoltageSet> sets = [];
        for (int level = 0; level <= LoosestLevel; level++) Sets(level, sets);
        return sets
            .OrderBy(s => sets.Any(o => o.VoltsPerUnit == s.VoltsPerUnit && o.IsPrimary == s.IsPrimary && s.PeakVolts < DeadShare * o.PeakVolts))
            .ThenBy(s => s.IsLine).ThenBy(s => s.Looseness).ThenBy(s => s.First).FirstOrDefault();
    }

    /// <summary>The only voltage, or the only one that is marked as a phase or line voltage and alive; null if there are several or none.</summary>
    public AnalogChannel? Single()
    {
        List<Candidate> waves = [.. _candidates.Where(c => c.Alternates && (c.UnitSaid || c.Readings.Any(r => r.Telling) || _candidates.Count == 1))];
        double peak = waves.Count == 0 ? 0 : waves.Max(c => c.Peak);
        List<Candidate> live = [.. waves.Where(c => c.Peak >= DeadShare * peak)];
        if (live.Count == 1) return live[0].Channel;
        List<Candidate> marked = [.. live.Where(c => c.Readings.Any(r => r.Clean))];
        return marked.Count == 1 ? marked[0].Channel : null;
    }

    void Sets(int level, List<VoltageSet> sets)
    {
        Dictionary<(int Family, bool IsLine, string Key, double Volts), List<(int Position, Candidate Candidate)>> groups = [];
        List<(int, bool, string, double)> order = [];
        foreach (Candidate candidate in _candidates)
        {
            HashSet<(int, bool, string, double, int)> seen = [];
            foreach (NameReading reading in candidate.Readings)
            {
                if (!candidate.UnitSaid && !reading.Telling) continue;
                if (level == LoosestLevel && !reading.Clean) continue;
                string circuit = candidate.Channel.Circuit.Trim().ToUpperInvariant();
                string key = level switch
                {
                    0 => reading.Template + "|" + circuit,
                    1 => reading.Template,
                    2 => ChannelName.WithoutNumbers(reading.Template) + "|" + circuit,
                    3 => ChannelName.WithoutNumbers(reading.Template),
                    _ => "",
                };
                var group = (reading.Mark.Family, reading.Mark.IsLine, key, candidate.VoltsPerUnit);
                if (!seen.Add((group.Family, group.IsLine, group.key, group.VoltsPerUnit, reading.Mark.Position))) continue;
                if (!groups.TryGetValue(group, out var members))
                {
                    groups[group] = members = [];
                    order.Add(group);
                }
                members.Add((reading.Mark.Position, candidate));
            }
        }
        foreach (var group in order) Collect(groups[group], group.Item1, group.Item2, level, sets);
    }

    // In the order of the file; a mark that comes again begins the next set.
    static void Collect(List<(int Position, Candidate Candidate)> members, int family, bool isLine, int level, List<VoltageSet> sets)
    {
        Candidate?[] three = new Candidate?[3];
        foreach ((int position, Candidate candidate) in members)
        {
            if (three[position] is not null)
            {
                Add(three, family, isLine, level, sets);
                three = new Candidate?[3];
            }
            three[position] = candidate;
        }
        Add(three, family, isLine, level, sets);
    }

    static void Add(Candidate?[] three, int family, bool isLine, int level, List<VoltageSet> sets)
    {
        List<Candidate> there = [.. three.OfType<Candidate>()];
        if (there.Count < (isLine ? 2 : 3) || !there.Any(c => c.Alternates) || there.Any(c => c.Computed)) return;
        if (there.Select(c => c.Channel).Distinct().Count() < there.Count) return;
        // Three channels that all carry the same phase are three circuits.
        List<int> fields = [.. there.Select(c => PhaseMarks.PhaseOf(c.Channel.Phase)).Where(p => p >= 0)];
        if (!isLine && fields.Count == 3 && fields.Distinct().Count() < 3) return;
        // Numbers may count busbars: three voltages in step are no three phases.
        if (!isLine && family >= PhaseMarks.FirstDigitFamily && InStep(there)) return;
        int looseness = 2 * level + (family >= PhaseMarks.FirstDigitFamily ? 1 : 0);
        sets.Add(new([.. three.Select(c => c?.Channel)], isLine, looseness, there.Max(c => c.Peak), there[0].VoltsPerUnit, there[0].Channel.IsPrimary));
    }

    // The sum of three phases is small beside them, that of three alike is three times each.
    static bool InStep(List<Candidate> three)
    {
        double sums = 0, squares = 0;
        for (int i = 0; i < three[0].Channel.Values.Length; i++)
        {
            double a = three[0].Channel.Values.Span[i], b = three[1].Channel.Values.Span[i], c = three[2].Channel.Values.Span[i], square = a * a + b * b + c * c;
            if (!double.IsFinite(square)) continue;
            sums += (a + b + c) * (a + b + c);
            squares += square;
        }
        return sums > 2 * squares;
    }

    // A waveform's mean is small beside its RMS; a computed magnitude is all mean. A channel that is switched off may be all offset.
    static (double Peak, bool Alternates, bool Computed) Shape(AnalogChannel channel)
    {
        double sum = 0, squares = 0, least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        int count = 0;
        foreach (double v in channel.Values.Span)
        {
            if (!double.IsFinite(v)) continue;
            sum += v;
            squares += v * v;
            least = Math.Min(least, v);
            greatest = Math.Max(greatest, v);
            count++;
        }
        if (count == 0) return (0, false, false);
        double rms = Math.Sqrt(squares / count), mean = Math.Abs(sum / count), peak = (greatest - least) / 2;
        bool alternates = peak > 0 && mean < 0.3 * rms && least < 0 && greatest > 0;
        // One sign and a mean of half its RMS or more, while it is anything but a constant rest.
        return (peak, alternates, !alternates && mean > 0.5 * rms && mean > 1e-3 && greatest - least > 0.02 * mean && least >= -0.05 * greatest);
    }
}
