using CsCheck;
using V2G.Linux.Can.Dbc;

namespace V2G.Linux.Tests.Can.Dbc;

public sealed class SignalCodecTests
{
    // Frames that another decoder's documentation publishes for this message.
    const string Published = """
        BO_ 496 ExampleMessage: 8 PCM1
         SG_ Temperature : 0|12@0- (0.01,250) [229.53|270.47] "degK" PCM1,FOO
         SG_ AverageRadius : 6|6@0+ (0.1,0) [0|5] "m" Vector__XXX
         SG_ Enable : 7|1@0+ (1,0) [0|0] "-" Vector__XXX
        """;

    [Theory]
    [InlineData("c006e00000000000", 250.55, 3.2, 1)]
    [InlineData("0100200000000000", 229.53, 0, 0)]
    [InlineData("c001400000000000", 250.1, 3.2, 1)]
    public void R_20_frames_of_motorolas_order_are_those_that_another_decoder_publishes(string hex, double temperature, double radius, double enable)
    {
        DbcMessage message = DbcParser.Parse(Published).Messages[0];
        ulong data = BitConverter.ToUInt64(Convert.FromHexString(hex));
        double[] values = [temperature, radius, enable];
        ulong written = 0;
        for (int i = 0; i < 3; i++)
        {
            SignalCodec codec = new(message.Signals[i]);
            Assert.Equal(values[i], codec.Value(data), 9);
            written = codec.WithValue(written, values[i]);
        }
        Assert.Equal(data, written);
    }

    [Fact]
    public void R_20_frames_of_intels_order_and_floats_are_those_that_another_decoder_publishes()
    {
        DbcFile file = DbcParser.Parse("""
            BO_ 74545 Fum: 5 FOO
             SG_ Fum : 0|12@1+ (1,0) [0|10] "" BAR
             SG_ Fam : 12|12@1+ (1,0) [0|8] "" BAR
            BO_ 74546 Bar: 4 FOO
             SG_ Binary32 : 0|32@1- (1,0) [0|0] "" FUM
            SIG_VALTYPE_ 74546 Binary32 : 1;
            """.Replace("74545", "2147558193").Replace("74546", "2147558194"));
        DbcMessage fum = file.Find("Fum")!;
        Assert.Equal((0x12331u, true), (fum.Id, fum.IsExtended));
        Assert.Equal(0x50_09UL, new SignalCodec(fum.Signals[1]).WithValue(new SignalCodec(fum.Signals[0]).WithValue(0, 9), 5));
        Assert.Equal(0x3F80_0000UL, new SignalCodec(file.Find("Bar")!.Signals[0]).WithValue(0, 1.0));
    }

    // Bit by bit, as the format is described: Intel's order climbs through the bits, Motorola's runs down each byte and on to the next.
    static IEnumerable<int> BitsFromTheLowest(int start, int length, bool bigEndian)
    {
        if (!bigEndian) return Enumerable.Range(start, length);
        List<int> fromTheHighest = [];
        for (int at = start; fromTheHighest.Count < length; at = at % 8 == 0 ? at + 15 : at - 1) fromTheHighest.Add(at);
        fromTheHighest.Reverse();
        return fromTheHighest;
    }

    [Fact]
    public void R_20_every_start_length_and_order_lies_where_a_walk_over_its_bits_finds_it()
    {
        Random random = new(1);
        int tried = 0;
        foreach (bool bigEndian in new[] { false, true })
        {
            for (int start = 0; start < 64; start++)
            {
                for (int length = 1; length <= 64; length++)
                {
                    DbcSignal signal = Signal(start, length, bigEndian, DbcValueType.Natural);
                    int[] bits = [.. BitsFromTheLowest(start, length, bigEndian)];
                    Assert.Equal(bits.All(b => b < 64), SignalCodec.Fits(signal, 8));
                    if (!SignalCodec.Fits(signal, 8)) continue;
                    tried++;
                    SignalCodec codec = new(signal);
                    ulong data = (ulong)random.NextInt64(long.MinValue, long.MaxValue), raw = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
                    ulong walked = 0, mask = 0;
                    for (int i = 0; i < length; i++)
                    {
                        walked |= (data >> bits[i] & 1) << i;
                        mask |= 1UL << bits[i];
                    }
                    Assert.Equal(walked, codec.Raw(data));
                    Assert.Equal(mask, codec.Bits);
                    ulong written = codec.WithRaw(data, raw);
                    Assert.Equal(length == 64 ? raw : raw & ((1UL << length) - 1), codec.Raw(written));
                    // Nothing beside it moves.
                    Assert.Equal(data & ~mask, written & ~mask);
                }
            }
        }
        Assert.Equal(4160, tried);
    }

    [Fact]
    public void R_20_a_value_comes_back_to_half_a_step_whatever_the_signal() =>
        Gen.Select(Gen.Int[0, 63], Gen.Int[1, 52], Gen.Bool, Gen.Bool, Gen.Double[-10, 10], Gen.Double[-1000, 1000], Gen.Double[0, 1]).Sample((start, length, bigEndian, signed, factor, offset, share) =>
        {
            DbcSignal signal = Signal(start, length, bigEndian, signed ? DbcValueType.TwosComplement : DbcValueType.Natural, factor == 0 ? 1 : factor, offset);
            if (!SignalCodec.Fits(signal, 8)) return;
            SignalCodec codec = new(signal);
            double least = signed ? -Math.Pow(2, length - 1) : 0, most = signed ? Math.Pow(2, length - 1) - 1 : Math.Pow(2, length) - 1;
            double value = (least + share * (most - least)) * signal.Factor + offset;
            Assert.InRange(Math.Abs(codec.Value(codec.WithValue(ulong.MaxValue, value)) - value), 0, Math.Abs(signal.Factor) * (0.5 + 1e-6) + Math.Abs(value) * 1e-12);
        });

    [Theory]
    [InlineData(DbcValueType.TwosComplement, 20, -1048574, 1048574, 2)]
    [InlineData(DbcValueType.Natural, 16, 0, 1310.68, 0.02)]
    public void What_is_not_known_is_outside_the_range_and_read_as_no_number(DbcValueType type, int length, double min, double max, double factor)
    {
        SignalCodec codec = new(Signal(0, length, false, type, factor, 0, min, max));
        Assert.True(double.IsNaN(codec.Value(codec.WithValue(0, double.NaN))));
        // Too much is held at the end of the range, and so are the infinite.
        Assert.Equal(max, codec.Value(codec.WithValue(0, 1e12)), 6);
        Assert.Equal(min, codec.Value(codec.WithValue(0, double.NegativeInfinity)), 6);
    }

    [Fact]
    public void Doubles_keep_every_bit_and_what_is_no_number_is_none()
    {
        SignalCodec codec = new(Signal(0, 64, false, DbcValueType.Binary64));
        Assert.Equal(Math.PI, codec.Value(codec.WithValue(0, Math.PI)));
        Assert.True(double.IsNaN(codec.Value(codec.WithValue(0, double.PositiveInfinity))));
    }

    static DbcSignal Signal(int start, int length, bool bigEndian, DbcValueType type, double factor = 1, double offset = 0, double min = 0, double max = 0) => new()
    {
        Name = "S", Start = start, Length = length, IsBigEndian = bigEndian, Type = type, Factor = factor, Offset = offset, Min = min, Max = max, Unit = "", Receivers = [], IsSwitch = false,
    };
}
