using CsCheck;
using V2G.Grid.Modbus;

namespace V2G.Grid.Tests.Modbus;

public class ModbusClientTests
{
    const long Ms = 1_000_000;

    readonly ModbusClient _client = new(new() { DeadlineNs = 100 * Ms });
    long _now = 1;

    void Connect()
    {
        while (_client.Step(_now) != ModbusStep.Connect) _now += Ms;
        _client.Connected(_now);
    }

    void Ask(int address = 100, int count = 2) => Assert.NotEqual(0, _client.Ask(ModbusRequest.Read(address, count), [], _now).Length);

    [Fact]
    public void R_19_a_read_and_a_write_are_asked_and_answered()
    {
        Connect();
        Assert.Equal("00010000000601030064007D", Convert.ToHexString(_client.Ask(ModbusRequest.Read(100, 125), [], _now)));
        Assert.Equal(0, _client.Ask(ModbusRequest.Read(100, 1), [], _now).Length);
        _now += 3 * Ms;
        _client.Receive([0, 1, 0, 0, 0, 253, 1, 3, 250, .. new byte[248], 0x12, 0x34], _now);
        Assert.Equal((ModbusOutcome.Done, 125, 0x1234, 3 * Ms), (_client.Outcome, _client.Registers.Length, _client.Registers[124], _client.RoundTripNs));
        Assert.Equal("00020000000B0110006400020400010002", Convert.ToHexString(_client.Ask(ModbusRequest.Write(100, 2), [1, 2], _now)));
        _client.Receive(Bytes("0002 0000 0006 01 10 0064 0002"), _now);
        Assert.Equal((ModbusOutcome.Done, 0, 0u), (_client.Outcome, _client.Registers.Length, _client.BadFrames));
    }

    [Fact]
    public void R_19_more_registers_than_a_request_may_hold_are_not_asked_for()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.Read(0, 126));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.Write(0, 124));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.Read(65_535, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRequest.Read(0, 0));
        Assert.Equal(0, _client.Ask(ModbusRequest.Read(0, 1), [], _now).Length);
        Connect();
        Assert.Equal(0, _client.Ask(ModbusRequest.Write(0, 2), [1], _now).Length);
    }

    [Theory]
    // Wrong transaction, before and behind; wrong unit: not this request's, which is waited for until its deadline.
    [InlineData("0002 0000 0007 01 03 04 0001 0002", ModbusOutcome.TimedOut, false)]
    [InlineData("0000 0000 0007 01 03 04 0001 0002", ModbusOutcome.TimedOut, false)]
    [InlineData("0001 0000 0007 02 03 04 0001 0002", ModbusOutcome.TimedOut, false)]
    // Too few or too many registers, byte count and length apart, another function, an exception that is none.
    [InlineData("0001 0000 0005 01 03 02 0001", ModbusOutcome.Malformed, false)]
    [InlineData("0001 0000 0009 01 03 06 0001 0002 0003", ModbusOutcome.Malformed, false)]
    [InlineData("0001 0000 0007 01 03 02 0001 0002", ModbusOutcome.Malformed, false)]
    [InlineData("0001 0000 0007 01 04 04 0001 0002", ModbusOutcome.Malformed, false)]
    [InlineData("0001 0000 0003 01 83 00", ModbusOutcome.Malformed, false)]
    [InlineData("0001 0000 0004 01 83 02 00", ModbusOutcome.Malformed, false)]
    [InlineData("0001 0000 0003 01 84 02", ModbusOutcome.Malformed, false)]
    [InlineData("0001 0000 0006 01 10 0064 0002", ModbusOutcome.Malformed, false)]
    // No frame: the stream has lost its place.
    [InlineData("0001 0001 0007 01 03 04 0001 0002", ModbusOutcome.Malformed, true)]
    [InlineData("0001 0000 0000 01", ModbusOutcome.Malformed, true)]
    [InlineData("0001 0000 0100 01 03 04", ModbusOutcome.Malformed, true)]
    [InlineData("485454502F312E3120343030", ModbusOutcome.Malformed, true)]
    public void R_19_an_answer_that_is_none_brings_no_figures(string bytes, ModbusOutcome outcome, bool closes)
    {
        Connect();
        Ask();
        _client.Receive(Bytes(bytes), _now);
        if (closes) Assert.Equal(ModbusStep.Close, _client.Step(_now));
        if (outcome == ModbusOutcome.TimedOut)
        {
            Assert.Equal(ModbusOutcome.None, _client.Outcome);
            _now += 101 * Ms;
            Assert.Equal(ModbusStep.Nothing, _client.Step(_now));
        }
        Assert.Equal((outcome, 0, 1u), (_client.Outcome, _client.Registers.Length, _client.BadFrames));
        Assert.Equal(!closes, _client.IsFree);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(11)]
    public void R_19_an_exception_is_told_by_its_code_and_the_connection_stays(byte code)
    {
        Connect();
        Ask();
        _client.Receive([0, 1, 0, 0, 0, 3, 1, 0x83, code], _now);
        Assert.Equal((ModbusOutcome.Exception, (ModbusExceptionCode)code, true, 0u), (_client.Outcome, _client.Exception, _client.IsFree, _client.BadFrames));
    }

    [Fact]
    public void R_19_the_answer_to_a_request_given_up_is_not_the_next_ones()
    {
        Connect();
        Ask();
        _now += 101 * Ms;
        _client.Step(_now);
        Assert.Equal((ModbusOutcome.TimedOut, 1), (_client.Outcome, _client.Timeouts));
        Ask();
        _client.Receive(Bytes("0001 0000 0007 01 03 04 0001 0002"), _now);
        Assert.Equal(ModbusOutcome.None, _client.Outcome);
        _client.Receive(Bytes("0002 0000 0007 01 03 04 0003 0004"), _now);
        Assert.Equal((ModbusOutcome.Done, 3), (_client.Outcome, _client.Registers[0]));
    }

    [Fact]
    public void R_19_who_sends_its_bytes_one_by_one_past_the_deadline_loses_the_connection()
    {
        Connect();
        Ask();
        byte[] answer = Bytes("0001 0000 0007 01 03 04 0001 0002");
        ModbusStep step = ModbusStep.Nothing;
        for (int i = 0; i < answer.Length && step == ModbusStep.Nothing; i++)
        {
            _client.Receive(answer.AsSpan(i, 1), _now);
            _now += 20 * Ms;
            step = _client.Step(_now);
        }
        Assert.Equal((ModbusStep.Close, ModbusOutcome.TimedOut, false), (step, _client.Outcome, _client.IsConnected));
        // What the old connection still brings is nobody's.
        _client.Receive(answer, _now);
        Assert.Equal(0, _client.Registers.Length);
    }

    [Fact]
    public void R_19_three_deadlines_missed_in_a_row_and_the_connection_is_made_anew_with_longer_and_longer_waits()
    {
        List<double> waits = [];
        for (int n = 0; n < 8; n++)
        {
            Connect();
            for (int asked = 0; _client.IsConnected;)
            {
                Ask();
                asked++;
                while (!_client.IsFree && _client.Step(_now) != ModbusStep.Close) _now += Ms;
                Assert.InRange(asked, 1, 3);
            }
            Assert.Equal(3 * (n + 1), _client.Timeouts);
            long closed = _now;
            while (_client.Step(_now) != ModbusStep.Connect) _now += Ms;
            waits.Add((_now - closed) / (double)Ms);
            _client.Closed(_now);
        }
        for (int n = 1; n < waits.Count; n++) Assert.True(waits[n] >= waits[n - 1], string.Join(", ", waits));
        Assert.InRange(waits[0], 100, 101);
        Assert.Equal(5000, waits[^1], 1.0);
    }

    [Fact]
    public void R_19_a_connection_that_answered_begins_its_back_off_anew_and_one_that_is_never_made_is_given_up()
    {
        for (int n = 0; n < 4; n++)
        {
            while (_client.Step(_now) != ModbusStep.Connect) _now += Ms;
            long start = _now;
            while (_client.Step(_now) != ModbusStep.Close) _now += Ms;
            Assert.InRange(_now - start, 1000 * Ms, 1002 * Ms);
        }
        Connect();
        for (int n = 0; n < 30; n++)
        {
            Ask();
            _now += 90 * Ms;
            _client.Receive([.. Bytes($"{n + 1:X4} 0000 0007 01 03 04 0001 0002")], _now);
        }
        Assert.Equal(ModbusOutcome.Done, _client.Outcome);
        _client.Closed(_now);
        long closed = _now;
        while (_client.Step(_now) != ModbusStep.Connect) _now += Ms;
        Assert.Equal(100 * Ms, _now - closed);
    }

    [Fact]
    public void R_19_a_connection_that_goes_loses_its_request()
    {
        Connect();
        Ask();
        _client.Receive(Bytes("0001 0000"), _now);
        _client.Closed(_now);
        Assert.Equal((ModbusOutcome.Lost, false, false), (_client.Outcome, _client.IsWaiting, _client.IsConnected));
        Connect();
        Ask();
        // The half of a frame went with its connection.
        _client.Receive(Bytes("0002 0000 0007 01 03 04 0003 0004"), _now);
        Assert.Equal(ModbusOutcome.Done, _client.Outcome);
    }

    [Fact]
    public void R_19_any_bytes_at_any_time_never_throw_and_never_become_an_answer_of_another_length()
    {
        Gen<byte[]> near = Gen.Select(Gen.Byte.Array[0, 12], Any(1, 2, 0), Any(0, 0, 0, 9), Any(3, 0x83, 4, 16), Any(4, 4, 4, 2, 6),
            (data, id, protocol, function, count) => (byte[])[0, id, 0, protocol, 0, (byte)(3 + data.Length), 1, function, count, .. data]);
        Gen.Select(Gen.OneOf(Gen.Byte.Array[0, 300], near), Gen.Int[0, 150]).Array[1, 12].Sample(events =>
        {
            ModbusClient client = new(new() { DeadlineNs = 100 * Ms });
            long now = 1;
            foreach ((byte[] bytes, int ms) in events)
            {
                switch (client.Step(now))
                {
                    case ModbusStep.Connect: client.Connected(now); break;
                }
                if (client.IsFree && client.Ask(ModbusRequest.Read(100, 2), [], now).Length == 0) return false;
                client.Receive(bytes, now);
                if (client.Registers.Length is not (0 or 2) || (client.Registers.Length == 2) != (client.Outcome == ModbusOutcome.Done)) return false;
                now += ms * Ms;
            }
            return true;
        }, iter: 5000);
    }

    static Gen<byte> Any(params byte[] bytes) => Gen.Int[0, bytes.Length - 1].Select(i => bytes[i]);

    static byte[] Bytes(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
