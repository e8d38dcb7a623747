using System.Buffers.Binary;
using CsCheck;
using V2G.Linux.Can;

namespace V2G.Linux.Tests.Can;

public sealed class CanInterfaceReportTests
{
    // An attribute: length, type, content, filled up to four bytes.
    static byte[] Attribute(int type, params byte[][] content)
    {
        byte[] inside = [.. content.SelectMany(c => c)];
        byte[] whole = new byte[4 + (inside.Length + 3 & ~3)];
        BinaryPrimitives.WriteUInt16LittleEndian(whole, (ushort)(4 + inside.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(whole.AsSpan(2), (ushort)type);
        inside.CopyTo(whole, 4);
        return whole;
    }

    static byte[] Numbers(params uint[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    static byte[] Answer(params byte[][] attributes)
    {
        byte[] inside = [.. attributes.SelectMany(a => a)];
        byte[] whole = [.. new byte[32], .. inside];
        BinaryPrimitives.WriteUInt32LittleEndian(whole, (uint)whole.Length);
        whole[4] = 16;
        return whole;
    }

    static readonly byte[] Card = Answer(
        Attribute(3, [.. "can0\0"u8]),
        Attribute(18 | 0x8000,
            Attribute(1, [.. "can\0"u8]),
            Attribute(2, Attribute(1, Numbers(500_000, 875, 125, 6, 7, 2, 1, 4)), Attribute(4, Numbers(2)), Attribute(6, Numbers(100)), Attribute(8, [128, 0, 5, 0])),
            Attribute(3, Numbers(1, 2, 3, 4, 5, 6))));

    [Fact]
    public void R_44_bit_rate_state_and_errors_are_those_that_the_kernel_tells() =>
        Assert.Equal(new CanInterfaceReport(500_000, CanState.ErrorPassive, 100, 128, 5, 4, 6), CanInterfaceReport.Read(Card));

    [Fact]
    public void A_virtual_bus_tells_nothing_of_a_wire() =>
        Assert.Equal(new CanInterfaceReport(null, null, null, null, null, null, null), CanInterfaceReport.Read(Answer(Attribute(18, Attribute(1, [.. "vcan\0"u8])))));

    [Fact]
    public void No_answer_however_cut_or_changed_is_read_beyond_its_end()
    {
        for (int length = 0; length < Card.Length; length++) Assert.Null(CanInterfaceReport.Read(Card.AsSpan(0, length)));
        Gen.Select(Gen.Int[0, Card.Length - 1], Gen.Byte, Gen.Int[0, Card.Length - 1], Gen.Byte).Sample((a, x, b, y) =>
        {
            byte[] changed = [.. Card];
            changed[a] = x;
            changed[b] = y;
            CanInterfaceReport.Read(changed);
        });
    }

    [Fact]
    public void An_interface_that_is_not_there_is_no_answer() => Assert.Null(CanInterfaceReport.Of(0x7FFF_0000));
}
