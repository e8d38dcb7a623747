namespace V2G.Firmware.Recordings;

/// <summary>Which of three a channel's mark stands for, within the family of marks it comes from.</summary>
/// <param name="Family">Index into <see cref="PhaseMarks"/>' families: marks of different families never belong together.</param>
/// <param name="Position">0, 1, 2: phases A, B, C; line voltages A-B, B-C, C-A.</param>
internal readonly record struct PhaseMark(int Family, int Position, bool IsLine);

/// <summary>How the world writes three phases. B is the second of A-B-C and the third of R-Y-B: only the whole set tells, so every reading is kept.</summary>
internal static class PhaseMarks
{
    /// <summary>Families from here on are bare digits: also feeder, busbar and channel numbers.</summary>
    public const int FirstDigitFamily = 5;

    /// <summary>U, V, W: U and V are also the letters for voltage, so VW may be a phase and U no mark at all.</summary>
    public const int LettersOfVoltage = 4;

    static readonly string[][] Families = [["A", "B", "C"], ["L1", "L2", "L3"], ["R", "S", "T"], ["R", "Y", "B"], ["U", "V", "W"], ["1", "2", "3"]];

    /// <summary>Every reading of a mark without tail: A, L1, AB, L1L2, L12, 12; Schneider counts U21 = V1 − V2 and U32 = V2 − V3.</summary>
    public static IEnumerable<PhaseMark> Read(string mark)
    {
        for (int f = 0; f < Families.Length; f++)
        {
            string[] family = Families[f];
            for (int p = 0; p < 3; p++)
            {
                string one = family[p], next = family[(p + 1) % 3];
                if (mark == one) yield return new(f, p, false);
                if (mark == one + next) yield return new(f, p, true);
                if (f == FirstDigitFamily && mark == next + one) yield return new(f + 1, p, true);
                if (f == 1 && mark == one + next[1..]) yield return new(f, p, true);
            }
        }
    }

    /// <summary>0, 1, 2 for a phase field that names one phase; −1 otherwise.</summary>
    public static int PhaseOf(string field)
    {
        string mark = field.Trim().ToUpperInvariant();
        if (mark.Length > 1 && mark[^1] is 'N' or 'G' or 'E') mark = mark[..^1].TrimEnd('-');
        foreach (PhaseMark m in Read(mark))
            if (!m.IsLine && m.Family is 0 or 1 or FirstDigitFamily) return m.Position;
        return -1;
    }
}
