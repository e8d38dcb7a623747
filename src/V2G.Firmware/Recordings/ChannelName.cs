using System.Text;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>One way to read a channel's name: a phase mark in it, and what is left of the name without it.</summary>
/// <param name="Template">The name with * for the mark: what channels of one set have in common.</param>
/// <param name="Telling">A letter or word for voltage stands in the name.</param>
/// <param name="Clean">Nothing but a reference (N, G, E) or a number follows the mark in its word.</param>
internal readonly record struct NameReading(PhaseMark Mark, string Template, bool Telling, bool Clean);

/// <summary>What a channel's name and unit say, for recorders of any make.</summary>
internal static class ChannelName
{
    static readonly string[] VoltageStems = ["VOLTAGE", "VOLTS", "VOLT", "SPANNUNG", "SPG", "TENSION", "VPH", "UPH", "UL", "VL", "UF", "V", "U", "E"];
    static readonly string[] VoltageWords = ["VOLTAGE", "VOLTS", "VOLT", "SPANNUNG", "SPG", "TENSION", "V", "U", "KV", "BUSV", "VBUS", "UBUS", "VT", "PT", "TV"];
    static readonly string[] PhaseWords = ["PHASE", "PH", "FASE", "L", "P"];

    // Computed by the recorder, or no phase at all.
    static readonly string[] OtherQuantities =
    [
        "MAG", "MAGNITUDE", "ANG", "ANGLE", "RMS", "FREQ", "FREQUENCY", "HZ", "THD", "DC", "AVG", "MEAN", "SEQ", "POS", "NEG", "ZERO", "PHASOR", "PHI",
        "DEMAND", "UNBALANCE", "UNBAL", "FLICKER", "PST", "PLT", "DIFF", "HARM", "HARMONIC", "POWER", "CURRENT", "AMPS", "VDC", "UDC", "TRIG",
    ];

    /// <summary>Volts per unit of the channel; 0 where the unit is that of something else; 1 with <paramref name="said"/> false where it says nothing.</summary>
    public static double VoltsPerUnit(string unit, out bool said)
    {
        string text = unit.Trim();
        string word = Latin(text);
        int end = 0;
        while (end < word.Length && char.IsLetter(word[end])) end++;
        word = word[..end];
        said = word.Length > 0 && word is not ("PU" or "P" or "NONE" or "UNIT" or "UNITS" or "NA" or "N");
        if (!said) return text.Contains('%') || text.Contains('°') || text.Contains('Ω') ? 0 : 1;
        double prefix = 1;
        if (text.StartsWith("mV", StringComparison.Ordinal)) (prefix, word) = (0.001, word[1..]);
        else if (word is ['K', _, ..]) (prefix, word) = (1000, word[1..]);
        else if (word is ['M', 'V', ..]) (prefix, word) = (1e6, word[1..]);
        // A Cyrillic В has become a Latin B, which is no unit.
        return word is "V" or "B" or "VOLT" or "VOLTS" or "VAC" or "VRMS" or "VP" or "VPK" or "VPEAK" or "VSEC" or "VPRI" or "VLN" or "VLL" or "VPP" ? prefix : 0;
    }

    /// <summary>False for magnitudes, angles, frequencies, currents and other quantities told by the name.</summary>
    public static bool MayBeVoltage(string name)
    {
        string[] words = Words(name);
        return !words.Any(w => OtherQuantities.Contains(w) || (w.Length is 2 or 3 && w[0] == 'I' && Marks(w[1..].TrimEnd('N')).Any()) || w is "I");
    }

    /// <summary>All readings of a name; none where it holds no phase mark.</summary>
    public static IReadOnlyList<NameReading> Readings(AnalogChannel channel)
    {
        string[] words = Words(channel.Name);
        bool word = words.Any(VoltageWords.Contains);
        List<NameReading> readings = [];
        for (int i = 0; i < words.Length; i++) Pair(words, i, word, readings);
        for (int i = 0; i < words.Length; i++) Whole(words, i, word, readings);
        for (int i = 0; i < words.Length; i++) Inside(words, i, readings);
        Last(words, readings);
        // What can be a line voltage is no phase voltage: VAB is not phase A.
        if (readings.Any(r => r.Mark.IsLine && r.Clean && r.Mark.Family != PhaseMarks.LettersOfVoltage)) readings.RemoveAll(r => !r.Mark.IsLine);
        Field(channel, words, readings);
        return readings;
    }

    // Two marks side by side: L1-L2, A-B, UA-UB.
    static void Pair(string[] words, int i, bool telling, List<NameReading> readings)
    {
        if (i + 1 >= words.Length) return;
        (string stem, string first) = Split(words[i]);
        (_, string second) = Split(words[i + 1]);
        if (char.IsAsciiDigit(first[0]) && stem.Length == 0) return;
        foreach (PhaseMark mark in PhaseMarks.Read(first + second))
            if (mark.IsLine) readings.Add(new(mark, Template(words, i, stem + "*", 2), telling || stem.Length > 0, true));
    }

    static (string Stem, string Mark) Split(string word)
    {
        foreach (string stem in new[] { "UL", "VL", "U", "V" })
            if (word.Length > stem.Length && word.StartsWith(stem, StringComparison.Ordinal)) return stem is "UL" or "VL" ? (stem[..1], "L" + word[2..]) : (stem, word[stem.Length..]);
        return ("", word);
    }

    // A word that is a mark: Phase A Voltage, U L1-E, V_A. A bare digit only behind a word that asks for one.
    static void Whole(string[] words, int i, bool telling, List<NameReading> readings)
    {
        foreach (string bare in Bare(words[i]))
        {
            bool asked = i > 0 && (PhaseWords.Contains(words[i - 1]) || VoltageStems.Contains(words[i - 1]));
            if (char.IsAsciiDigit(bare[0]) && !asked) continue;
            foreach (PhaseMark mark in Marks(bare))
                if (asked || mark.Family != PhaseMarks.LettersOfVoltage) readings.Add(new(mark, Template(words, i, "*"), telling, true));
        }
    }

    // Stem and mark in one word: VA, UL1, VAN, VAY, UA1, BUSVA.
    static void Inside(string[] words, int i, List<NameReading> readings)
    {
        string word = words[i];
        foreach (string stem in VoltageStems.Concat(["PHASE", "PH"]))
        {
            int at = word.StartsWith(stem, StringComparison.Ordinal) ? 0 : word.LastIndexOf(stem, StringComparison.Ordinal);
            // In mid-word only the usual letters count, and only at the word's end.
            if (at < 0 || (at > 0 && stem is not ("V" or "U" or "UL" or "VL"))) continue;
            string head = word[..(at + stem.Length)], rest = word[head.Length..];
            for (int length = 1; length <= Math.Min(4, rest.Length); length++)
            {
                string tail = rest[length..];
                bool clean = tail is "" or "N" or "G" or "E" || int.TryParse(tail, out _);
                if (tail.Length > 3 || (at > 0 && !clean)) continue;
                foreach (PhaseMark mark in Marks(rest[..length]))
                    // Behind a digit another digit is a number, not a tail: V1 of V12.
                    if (mark.Family < PhaseMarks.FirstDigitFamily || tail.Length == 0 || !char.IsAsciiDigit(tail[0]))
                        readings.Add(new(mark, Template(words, i, head + "*" + tail), stem is not ("PHASE" or "PH"), clean));
            }
        }
    }

    // Simulators and nodes: Vsa, VTA, N1A, Vpcc:1. The last letter of the name, or a number behind a word for voltage.
    static void Last(string[] words, List<NameReading> readings)
    {
        if (words.Length == 0) return;
        string last = words[^1];
        bool telling = words[0][0] is 'V' or 'U' or 'E', number = last.Length == 1 && char.IsAsciiDigit(last[0]);
        if (number ? words.Length != 2 || !telling : last.Length < 2) return;
        foreach (PhaseMark mark in Marks(last[^1..]))
            if (number || mark.Family < PhaseMarks.LettersOfVoltage) readings.Add(new(mark, Template(words, words.Length - 1, last[..^1] + "*"), telling, false));
    }

    // The phase field marks a channel whose name does not, or confirms it.
    static void Field(AnalogChannel channel, string[] words, List<NameReading> readings)
    {
        bool telling = words.Any(w => VoltageWords.Contains(w) || w is ['V' or 'U', ..]);
        string field = string.Concat(Words(channel.Phase));
        string name = readings.Count > 0 ? readings[0].Template : string.Join(' ', words);
        foreach (string bare in Bare(field))
            foreach (PhaseMark mark in Marks(bare))
                // A name that says line voltage outweighs a field that names one of its phases; a number is often only an index.
                if (mark.Family < PhaseMarks.FirstDigitFamily && (mark.IsLine || !readings.Any(r => r.Mark.IsLine))) readings.Add(new(mark, name, telling, true));
    }

    static IEnumerable<string> Bare(string word)
    {
        if (word.Length == 0) yield break;
        yield return word;
        if (word.Length > 1 && word[^1] is 'N' or 'G' or 'E') yield return word[..^1];
    }

    static IEnumerable<PhaseMark> Marks(string text) => PhaseMarks.Read(text);

    static string Template(string[] words, int at, string with, int count = 1)
    {
        StringBuilder text = new();
        for (int i = 0; i < words.Length; i++)
            if (i == at) text.Append(with).Append(' ');
            else if (i < at || i >= at + count) text.Append(words[i]).Append(' ');
        return text.ToString();
    }

    /// <summary>The template without numbers: channel numbers differ within a set.</summary>
    public static string WithoutNumbers(string template) => new([.. template.Where(c => !char.IsAsciiDigit(c))]);

    static string[] Words(string name) => Latin(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Upper case, Cyrillic letters that look like Latin ones made so, everything else a space; a unit in brackets left out.
    static string Latin(string name)
    {
        const string cyrillic = "АВСЕКМНОРТХУ", latin = "ABCEKMHOPTXU";
        StringBuilder text = new(name.Length);
        foreach (char raw in name)
        {
            char c = char.ToUpperInvariant(raw);
            int at = cyrillic.IndexOf(c, StringComparison.Ordinal);
            text.Append(at >= 0 ? latin[at] : char.IsLetterOrDigit(c) ? c : raw is '(' or '[' ? '(' : raw is ')' or ']' ? ')' : ' ');
        }
        string all = text.ToString();
        foreach (string unit in new[] { "(KV)", "(V)", "(VOLTS)", "(KV )", "(KB)", "(B)" }) all = all.Replace(unit, " ", StringComparison.Ordinal);
        return all.Replace('(', ' ').Replace(')', ' ');
    }
}
