namespace V2G.Firmware.Can;

/// <summary>
/// CRC-8 SAE J1850 (polynomial 0x1D, start 0xFF, inverted at the end) over a message's data identifier, low byte first, and its bytes
/// without the one that holds the checksum: a frame under another message's identifier fails too.
/// </summary>
internal static class FrameChecksum
{
    const byte Polynomial = 0x1D;

    /// <param name="data">Byte 0 in the lowest eight bits.</param>
    /// <param name="at">Which byte holds the checksum.</param>
    public static byte Of(ulong data, int length, int at, int dataId)
    {
        byte crc = 0xFF;
        crc = Add(crc, (byte)dataId);
        crc = Add(crc, (byte)(dataId >> 8));
        for (int i = 0; i < length; i++)
            if (i != at) crc = Add(crc, (byte)(data >> (8 * i)));
        return (byte)~crc;
    }

    /// <summary>Over bytes as they are.</summary>
    public static byte Of(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0xFF;
        foreach (byte b in bytes) crc = Add(crc, b);
        return (byte)~crc;
    }

    static byte Add(byte crc, byte value)
    {
        crc ^= value;
        for (int bit = 0; bit < 8; bit++) crc = (byte)((crc << 1) ^ ((crc & 0x80) != 0 ? Polynomial : 0));
        return crc;
    }
}
