namespace V2G.Iso15118.Exi;

/// <summary>The little arithmetic that a serial number of any size needs; most significant byte first.</summary>
internal static class BigNumber
{
    /// <summary>Puts seven bits at a bit position from the right.</summary>
    public static void OrShifted(Span<byte> number, int seven, int shift)
    {
        int wide = seven << (shift & 7), at = number.Length - 1 - (shift >> 3);
        number[at] |= (byte)wide;
        if (wide > 0xFF) number[at - 1] |= (byte)(wide >> 8);
    }

    /// <summary>Seven bits from a bit position from the right.</summary>
    public static int Seven(ReadOnlySpan<byte> number, int shift)
    {
        int at = number.Length - 1 - (shift >> 3);
        int wide = number[at] | (at > 0 ? number[at - 1] << 8 : 0);
        return wide >> (shift & 7) & 0x7F;
    }

    public static void Increment(Span<byte> number)
    {
        for (int i = number.Length - 1; i >= 0 && ++number[i] == 0; i--) { }
    }

    public static void Decrement(Span<byte> number)
    {
        for (int i = number.Length - 1; i >= 0 && number[i]-- == 0; i--) { }
    }

    public static string ToDecimal(bool negative, ReadOnlySpan<byte> magnitude)
    {
        byte[] rest = magnitude.ToArray();
        List<char> digits = [];
        for (int from = 0; from < rest.Length;)
        {
            int remainder = 0;
            for (int i = from; i < rest.Length; i++)
            {
                int part = remainder << 8 | rest[i];
                (rest[i], remainder) = ((byte)(part / 10), part % 10);
            }
            digits.Add((char)('0' + remainder));
            while (from < rest.Length && rest[from] == 0) from++;
        }
        if (digits.Count == 0) digits.Add('0');
        if (negative) digits.Add('-');
        digits.Reverse();
        return new([.. digits]);
    }

    /// <summary>Sign and magnitude of "-123"; false if that is no number.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out bool negative, out byte[] magnitude)
    {
        negative = text is ['-', ..];
        if (text is ['-' or '+', ..]) text = text[1..];
        magnitude = new byte[text.Length / 2 + 1];
        if (text.Length is 0 or > 4096) return false;
        foreach (char digit in text)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            int carry = digit - '0';
            for (int i = magnitude.Length - 1; i >= 0; i--)
            {
                carry += magnitude[i] * 10;
                magnitude[i] = (byte)carry;
                carry >>= 8;
            }
        }
        if (magnitude.AsSpan().TrimStart((byte)0).IsEmpty) negative = false;
        return true;
    }
}
