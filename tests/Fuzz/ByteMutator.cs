namespace V2G.Fuzz;

/// <summary>Damages bytes: a few flipped bits, values at the edges, cuts, doubled and spliced stretches. Always from a seed.</summary>
internal sealed class ByteMutator(Random random)
{
    static readonly byte[] Edges = [0x00, 0x01, 0x7F, 0x80, 0x81, 0xFE, 0xFF];

    public byte[] Mutate(byte[] from, byte[] other)
    {
        List<byte> bytes = [.. from];
        for (int times = 1 + random.Next(random.Next(2) == 0 ? 1 : 6); times > 0; times--) Once(bytes, other);
        // Nearly always behind the header, which alone would decide otherwise.
        if (bytes.Count > 0 && random.Next(16) != 0) bytes[0] = 0x80;
        return [.. bytes];
    }

    void Once(List<byte> bytes, byte[] other)
    {
        if (bytes.Count == 0)
        {
            bytes.Add((byte)random.Next(256));
            return;
        }
        int at = random.Next(bytes.Count);
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                bytes[at] = Edges[random.Next(Edges.Length)];
                break;
            case 4:
                bytes.RemoveRange(at, random.Next(1, Math.Min(8, bytes.Count - at) + 1));
                break;
            case 5:
                bytes.InsertRange(at, [.. Enumerable.Repeat(Edges[random.Next(Edges.Length)], random.Next(1, 12))]);
                break;
            case 6:
                int length = random.Next(1, Math.Min(32, bytes.Count - at) + 1);
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            default:
                if (other.Length > 0) bytes.RemoveRange(at, bytes.Count - at);
                if (other.Length > at) bytes.AddRange(other[at..]);
                break;
        }
    }
}
