using CsCheck;
using V2G.Grid.Modbus;

namespace V2G.Grid.Tests.Modbus;

public class ModbusServerTests
{
    readonly ArrayRegisters _registers = new();
    readonly ModbusServer _server;

    public ModbusServerTests()
    {
        _server = new(_registers, 1);
        for (int i = 0; i < _registers.Values.Length; i++) _registers.Values[i] = (ushort)(i + 0x1000);
    }

    // Answers to everything in the bytes, one behind the other; null when the connection is to be closed.
    string? Answers(byte[] bytes, ModbusServer? server = null)
    {
        ReadOnlySpan<byte> left = bytes;
        byte[] answer = new byte[ModbusLimits.MostFrameBytes];
        string all = "";
        while (left.Length > 0)
        {
            if (!(server ?? _server).Take(ref left, answer, 0, out int length)) return null;
            all += Convert.ToHexString(answer, 0, length);
        }
        return all;
    }

    [Theory]
    // Function 3 and 4: two registers; exactly the first and the last.
    [InlineData("0001 0000 0006 01 03 0064 0002", "0001 0000 0007 01 03 04 1000 1001")]
    [InlineData("FFFF 0000 0006 01 04 0065 0001", "FFFF 0000 0005 01 04 02 1001")]
    [InlineData("0002 0000 0006 FF 03 044B 0001", "0002 0000 0005 FF 03 02 13E7")]
    // One register written, one read back; two written.
    [InlineData("0003 0000 0006 01 06 0064 ABCD 0004 0000 0006 01 03 0064 0001", "0003 0000 0006 01 06 0064 ABCD 0004 0000 0005 01 03 02 ABCD")]
    [InlineData("0005 0000 000B 01 10 0064 0002 04 0007 0008", "0005 0000 0006 01 10 0064 0002")]
    // Functions that are not spoken.
    [InlineData("0001 0000 0006 01 01 0064 0002", "0001 0000 0003 01 81 01")]
    [InlineData("0001 0000 0003 01 2B 0E", "0001 0000 0003 01 AB 01")]
    [InlineData("0001 0000 0003 01 83 02", "0001 0000 0003 01 83 01")]
    // Addresses outside, at the end of the address space, and counts out of range.
    [InlineData("0001 0000 0006 01 03 0063 0001", "0001 0000 0003 01 83 02")]
    [InlineData("0001 0000 0006 01 03 044B 0002", "0001 0000 0003 01 83 02")]
    [InlineData("0001 0000 0006 01 03 FFFF 0002", "0001 0000 0003 01 83 02")]
    [InlineData("0001 0000 0006 01 03 0064 0000", "0001 0000 0003 01 83 03")]
    [InlineData("0001 0000 0006 01 03 0064 007E", "0001 0000 0003 01 83 03")]
    [InlineData("0001 0000 0006 01 03 0064 FFFF", "0001 0000 0003 01 83 03")]
    // PDUs shorter or longer than their function's.
    [InlineData("0001 0000 0005 01 03 0064 00", "0001 0000 0003 01 83 03")]
    [InlineData("0001 0000 0007 01 03 0064 0002 00", "0001 0000 0003 01 83 03")]
    [InlineData("0001 0000 0003 01 06 00", "0001 0000 0003 01 86 03")]
    [InlineData("0001 0000 0003 01 10 00", "0001 0000 0003 01 90 03")]
    [InlineData("0001 0000 0009 01 10 0064 0002 04 0007", "0001 0000 0003 01 90 03")]
    [InlineData("0001 0000 000B 01 10 0064 0002 02 0007 0008", "0001 0000 0003 01 90 03")]
    [InlineData("0001 0000 000B 01 10 0064 0001 04 0007 0008", "0001 0000 0003 01 90 03")]
    [InlineData("0001 0000 0007 01 10 0064 0000 00", "0001 0000 0003 01 90 03")]
    [InlineData("0001 0000 000B 01 10 FFFF 0002 04 0007 0008", "0001 0000 0003 01 90 02")]
    // A value and an address that can't be written: nothing of the whole is.
    [InlineData("0001 0000 000B 01 10 0064 0002 04 0007 000D 0002 0000 0006 01 03 0064 0001", "0001 0000 0003 01 90 03 0002 0000 0005 01 03 02 1000")]
    [InlineData("0001 0000 0006 01 06 0384 0001", "0001 0000 0003 01 86 02")]
    // Somebody else's.
    [InlineData("0001 0000 0006 02 03 0064 0002", "0001 0000 0003 02 83 0B")]
    public void R_19_a_request_has_exactly_one_answer(string request, string answer) => Assert.Equal(Hex(answer), Answers(Bytes(request)));

    [Theory]
    [InlineData("0001 0001 0006 01 03 0064 0002")]
    [InlineData("0001 0100")]
    [InlineData("0001 0000 0000 01")]
    [InlineData("0001 0000 0002 01 03")]
    [InlineData("0001 0000 00FF 01")]
    [InlineData("0001 0000 FFFF 01 03")]
    [InlineData("474554202F20485454502F312E31")]
    [InlineData("16030100EE010000EA0303")]
    public void R_19_what_is_no_frame_closes_the_connection_and_nothing_behind_it_is_obeyed(string bytes)
    {
        Assert.Null(Answers(Bytes(bytes)));
        Assert.Null(Answers(Bytes("0003 0000 0006 01 06 0064 ABCD")));
        Assert.Equal(0x1000, _registers.Values[0]);
    }

    [Fact]
    public void R_19_125_registers_are_read_and_123_written_in_one_request()
    {
        Assert.Equal(2 * (9 + 250), Answers(Bytes("0001 0000 0006 01 03 0064 007D"))!.Length);
        string values = string.Concat(Enumerable.Range(0, 123).Select(i => (i + 100).ToString("X4")));
        Assert.Equal(Hex("0001 0000 0006 01 10 0064 007B"), Answers(Bytes("0001 0000 00FD 01 10 0064 007B F6" + values)));
        Assert.Equal(222, _registers.Values[122]);
    }

    [Fact]
    public void R_19_a_failing_device_is_exception_4()
    {
        _registers.Always = ModbusExceptionCode.ServerDeviceFailure;
        Assert.Equal(Hex("0001 0000 0003 01 83 04"), Answers(Bytes("0001 0000 0006 01 03 0064 0002")));
        Assert.Equal((1, 1), (_server.Answered, _server.Exceptions));
    }

    [Fact]
    public void R_19_bytes_that_trickle_in_make_the_same_answers_and_a_request_that_stops_in_the_middle_is_noticed()
    {
        byte[] request = Bytes("0001 0000 0006 01 03 0064 0002"), answer = new byte[ModbusLimits.MostFrameBytes];
        string all = "";
        for (int n = 0; n < 36; n++)
        {
            ReadOnlySpan<byte> one = request.AsSpan(n % 12, 1);
            Assert.True(_server.Take(ref one, answer, n * 1000, out int length));
            all += Convert.ToHexString(answer, 0, length);
        }
        Assert.Equal(Hex("0001 0000 0007 01 03 04 1000 1001 0001 0000 0007 01 03 04 1000 1001 0001 0000 0007 01 03 04 1000 1001"), all);
        Assert.False(_server.IsStalled(35_500, partialNs: 1000, idleNs: 10_000));
        Assert.True(_server.IsStalled(46_000, partialNs: 1000, idleNs: 10_000));
        ReadOnlySpan<byte> half = request.AsSpan(0, 3);
        _server.Take(ref half, answer, 100_000, out _);
        // A byte now and then makes a request no younger.
        ReadOnlySpan<byte> more = request.AsSpan(3, 1);
        _server.Take(ref more, answer, 100_900, out _);
        Assert.False(_server.IsStalled(101_000, partialNs: 1000, idleNs: 10_000));
        Assert.True(_server.IsStalled(101_100, partialNs: 1000, idleNs: 10_000));
    }

    [Fact]
    public void R_19_any_bytes_cut_anywhere_never_throw_and_answers_are_the_same_however_they_are_cut()
    {
        Gen<byte[]> near = Gen.Select(Gen.UShort, Any(0, 0, 0, 0, 0, 0, 0, 1), Gen.Byte.Array[2, 30], Any(1, 1, 1, 255, 2), Any(3, 4, 6, 16, 16, 43),
            (id, protocol, data, unit, function) => (byte[])[(byte)(id >> 8), (byte)id, 0, protocol, 0, (byte)(2 + data.Length), unit, function, 0, (byte)(100 + data[0] % 8), 0, .. data[1..]]);
        Gen.Select(Gen.OneOf(Gen.Byte.Array[0, 600], near.Array[1, 20].Select(a => a.SelectMany(x => x).ToArray())), Gen.Int[1, 40]).Sample((bytes, cut) =>
        {
            string? whole = Answers(bytes, new ModbusServer(new ArrayRegisters(), 1));
            ModbusServer trickled = new(new ArrayRegisters(), 1);
            string? parts = "";
            foreach (byte[] part in bytes.Chunk(cut))
            {
                if (Answers(part, trickled) is { } answers) parts += answers;
                else
                {
                    parts = null;
                    break;
                }
            }
            return whole == parts;
        }, iter: 5000);
    }

    static string Hex(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    static Gen<byte> Any(params byte[] bytes) => Gen.Int[0, bytes.Length - 1].Select(i => bytes[i]);

    static byte[] Bytes(string text) => Convert.FromHexString(Hex(text));
}
