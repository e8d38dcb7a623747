using System.Globalization;
using V2G.Iso15118.Exi;

namespace V2G.Benchmarks;

/// <summary>What a message costs to read and to write, beside an opponent's figures where they are given.</summary>
internal static class ExiBenchmark
{
    const int Times = 200_000;

    public static void Run(string? opponentCsv)
    {
        Dictionary<string, (double Decode, double Encode)> opponent = opponentCsv is null ? [] : Read(opponentCsv);
        string ratio = opponentCsv is null ? "" : "   opponent    ratio";
        Console.WriteLine($"{"EXI, one message",-34}{"bytes",6}{"decode",12}{ratio}{"encode",12}{ratio}{"allocated",11}");
        foreach (ExiMessage m in ExiMessages.All())
        {
            ExiDocument document = new();
            byte[] buffer = new byte[4096];
            int sum = 0;
            Measured decode = Measured.Of(n =>
            {
                for (int i = 0; i < n; i++) sum += document.Decode(m.Set, m.Exi).BitOffset;
            }, Times);
            Measured encode = Measured.Of(n =>
            {
                for (int i = 0; i < n; i++)
                {
                    m.Document.Encode(m.Set, buffer, out int written);
                    sum += written;
                }
            }, Times);
            if (!buffer.AsSpan(0, m.Bytes).SequenceEqual(m.Exi) || sum == 0) throw new InvalidOperationException($"{m.Name} was not written as it was read");
            bool known = opponent.TryGetValue(m.Name, out (double Decode, double Encode) other);
            Console.WriteLine($"{m.Name,-34}{m.Bytes,6}{decode.Nanoseconds,9:0} ns{Against(decode, other.Decode)}{encode.Nanoseconds,9:0} ns{Against(encode, other.Encode)}"
                + $"{decode.Bytes + encode.Bytes,9:0.##} B");
            string Against(Measured ours, double theirs) => opponentCsv is null ? "" : known ? $"{theirs,8:0} ns{ours.Nanoseconds / theirs,9:0.00}" : $"{"-",11}{"-",9}";
        }
    }

    /// <summary>Lines of name, decode_ns, encode_ns; a name may hold commas, the figures are the last two fields.</summary>
    static Dictionary<string, (double, double)> Read(string path)
    {
        Dictionary<string, (double, double)> rows = [];
        foreach (string line in File.ReadLines(path))
        {
            string[] fields = line.Split(',');
            if (fields.Length < 3 || !double.TryParse(fields[^2], CultureInfo.InvariantCulture, out double decode) || !double.TryParse(fields[^1], CultureInfo.InvariantCulture, out double encode)) continue;
            rows[string.Join(',', fields[..^2]).Trim().Trim('"').Replace('×', 'x')] = (decode, encode);
        }
        return rows;
    }
}
