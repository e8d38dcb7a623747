using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests.Configuration;

public class SensorOffsetsTests
{
    static SensorOffsets Some => SensorOffsets.Ideal("U-17") with
    {
        CalibratedUtc = "2026-03-01T12:00:00Z", CalibratedBy = "bench 2", Reference = "PQ analyser 1234", ReferenceAccuracyPercent = 0.05,
        Channels = [new(1.0123, -0.25, 0.12), new(0.99, 0.5, -0.1), new(1, 0, 0), new(1.002, 0.01, 1.5), new(0.8, -50, 10), new(1.25, 50, -10)],
    };

    static string[] Messages(string text, string? serial = "U-17") =>
        [.. Assert.Throws<ConfigurationException>(() => SensorOffsets.Parse("f", text, serial)).Errors.Select(e => e.Message)];

    static void Equal(SensorOffsets expected, SensorOffsets actual)
    {
        Assert.Equal(expected.Channels, actual.Channels);
        Assert.Equal(expected with { Channels = actual.Channels }, actual);
    }

    [Fact]
    public void R_56_what_is_saved_is_loaded_again()
    {
        using var etc = new TemporaryEtc();
        Some.Save(etc.Offsets);
        Equal(Some, SensorOffsets.Load(etc.Offsets, "U-17"));
        Equal(Some, SensorOffsets.Load(etc.Offsets, null));
    }

    [Fact]
    public void R_56_saving_keeps_the_file_before_it_and_leaves_nothing_else_behind()
    {
        using var etc = new TemporaryEtc();
        SensorOffsets first = SensorOffsets.Ideal("U-17");
        first.Save(etc.Offsets);
        File.WriteAllText(etc.Offsets + ".new", "torn by a power cut");
        Some.Save(etc.Offsets);
        Equal(Some, SensorOffsets.Load(etc.Offsets, "U-17"));
        Equal(first, SensorOffsets.Load(etc.Offsets + ".previous", "U-17"));
        Assert.Equal(["sensor_offsets.conf", "sensor_offsets.conf.previous"], Directory.GetFiles(etc.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void R_56_the_calibration_of_another_unit_is_refused() =>
        Assert.Contains("calibration of unit 'U-17'; this is unit 'U-18'", Assert.Single(Messages(Some.Text(), "U-18")), StringComparison.Ordinal);

    [Fact]
    public void R_56_any_byte_changed_by_hand_is_noticed()
    {
        string text = Some.Text();
        for (int i = 0; i < text.Length - 1; i++)
        {
            char changed = text[i] == '1' ? '2' : '1';
            Assert.Throws<ConfigurationException>(() => SensorOffsets.Parse("f", text[..i] + changed + text[(i + 1)..], "U-17"));
        }
    }

    [Fact]
    public void R_56_a_file_cut_short_anywhere_is_refused()
    {
        string text = Some.Text();
        for (int length = 0; length < text.Length - 1; length++)
            Assert.Throws<ConfigurationException>(() => SensorOffsets.Parse("f", text[..length], "U-17"));
    }

    [Fact]
    public void R_56_nothing_may_stand_behind_the_seal()
    {
        string text = Some.Text(), gain = "va.gain = 1.0123\n";
        // The seal of what is before it, and the changed line after it.
        string moved = text.Replace(gain, "", StringComparison.Ordinal);
        int at = moved.LastIndexOf("sha256", StringComparison.Ordinal);
        string seal = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(moved[..at])));
        Assert.Contains("the seal", Messages($"{moved[..at]}sha256 = {seal}\nva.gain = 1.2\n")[0], StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => SensorOffsets.Parse("f", text + "# a remark\n", "U-17"));
    }

    [Theory]
    [InlineData("va.gain = 1.0123", "va.gain = 0.79", "va.gain = 0.79 is outside its range; allowed: 0.8 … 1.25")]
    [InlineData("va.gain = 1.0123", "va.gain = NaN", "outside its range")]
    [InlineData("va.offset_v = -0.25", "va.offset_v = 51", "allowed: -50 … 50")]
    [InlineData("va.phase_deg = 0.12", "va.phase_deg = -10.1", "allowed: -10 … 10")]
    [InlineData("va.gain = 1.0123", "va.gain = 1.0123\nva.gain = 1", "'va.gain' is given twice; first in line 9")]
    [InlineData("va.gain = 1.0123\n", "", "'va.gain' is missing")]
    [InlineData("va.gain", "va.gian", "unknown key 'va.gian'; did you mean 'va.gain'?")]
    [InlineData("va.gain = 1.0123", "va.gain 1.0123", "'va.gain 1.0123' is not 'key = value'")]
    [InlineData("format = 1\n", "format = 2\n", "format 2 is not known; this version reads format 1")]
    [InlineData("reference_accuracy_percent = 0.05", "reference_accuracy_percent = 0", "allowed: 0.0001 … 10")]
    public void What_is_wrong_is_told_even_where_the_seal_is_right(string part, string with, string message)
    {
        string text = Some.Text().Replace(part, with, StringComparison.Ordinal);
        text = text[..text.LastIndexOf("sha256", StringComparison.Ordinal)];
        string seal = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Contains(Messages($"{text}sha256 = {seal}\n"), m => m.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bench 2\nva.gain = 1.2")]
    [InlineData("bench 2\r")]
    [InlineData(" bench")]
    [InlineData("")]
    public void A_text_that_would_not_be_read_back_is_not_written(string by)
    {
        using var etc = new TemporaryEtc();
        Assert.Throws<ConfigurationException>(() => (Some with { CalibratedBy = by }).Save(etc.Offsets));
        Assert.False(File.Exists(etc.Offsets));
    }

    [Fact]
    public void No_mutation_of_a_file_does_worse_than_a_refusal()
    {
        string text = Some.Text();
        string[] tokens = ["\n", "=", "#", "\0", "sha256 = ", "va.gain = 1\n", "1e999", "NaN", "\r\n", "\uFFFD", new string('9', 400)];
        var random = new V2G.Simulation.SeededRandom(56);
        for (int round = 0; round < 5_000; round++)
        {
            string mutated = text;
            for (int edits = (int)random.Uniform(1, 5); edits > 0 && mutated.Length > 0; edits--)
            {
                int at = (int)random.Uniform(0, mutated.Length);
                mutated = random.Uniform() < 0.5
                    ? mutated.Remove(at, Math.Min(mutated.Length - at, (int)random.Uniform(1, 80)))
                    : mutated.Insert(at, tokens[(int)random.Uniform(0, tokens.Length)]);
            }
            // A file that is accepted all the same says what it said before: only blanks behind the seal may differ.
            try { Equal(Some, SensorOffsets.Parse("f", mutated, "U-17")); }
            catch (ConfigurationException e) { Assert.NotEmpty(e.Errors); }
        }
    }

    [Fact]
    public void A_missing_and_an_oversized_file_are_refused()
    {
        using var etc = new TemporaryEtc();
        Assert.Throws<ConfigurationException>(() => SensorOffsets.Load(etc.Offsets, null));
        File.WriteAllText(etc.Offsets, Some.Text() + new string(' ', 20_000));
        Assert.Contains("larger than", Assert.Throws<ConfigurationException>(() => SensorOffsets.Load(etc.Offsets, null)).Message, StringComparison.Ordinal);
    }
}
