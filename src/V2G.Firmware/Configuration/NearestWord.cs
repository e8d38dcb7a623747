namespace V2G.Firmware.Configuration;

/// <summary>The known word nearest to a mistyped one.</summary>
internal static class NearestWord
{
    /// <summary>Null when nothing is near enough to be meant.</summary>
    public static string? Of(string given, IEnumerable<string> known)
    {
        if (given.Length is < 2 or > 64) return null;
        string? best = null;
        int least = Math.Max(1, given.Length / 3) + 1;
        foreach (string word in known)
        {
            int distance = Distance(given.ToLowerInvariant(), word.ToLowerInvariant());
            if (distance >= least) continue;
            least = distance;
            best = word;
        }
        return best;
    }

    /// <summary>"; did you mean 'x'?" or nothing.</summary>
    public static string Hint(string given, IEnumerable<string> known) => Of(given, known) is { } word ? $"; did you mean '{word}'?" : "";

    // Insertions, deletions, changes and swaps of neighbours (optimal string alignment).
    static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(change, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
