using System.Globalization;
using V2G.Firmware.Recordings;
using V2G.Firmware.Verbs;

namespace V2G.Firmware.Tests.Recordings;

public class NominalVoltageTests
{
    const double Volts = 63.5;

    [Theory]
    [InlineData("110", 3, 110)]
    [InlineData("110ll", 3, 110)]
    [InlineData("63.5ln", 3, 109.985)]
    [InlineData("230LN", 1, 230)]
    [InlineData("1.1e5", 3, 110_000)]
    public void Is_line_to_line_for_three_phases_unless_it_says_otherwise(string text, int phases, double expected) =>
        Assert.Equal(expected, NominalVoltage.Parse(text, CultureInfo.InvariantCulture).For(phases), 0.001);

    [Theory]
    [InlineData("")]
    [InlineData("ln")]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    [InlineData("110 V")]
    public void Refuses_what_is_no_voltage(string text) => Assert.False(NominalVoltage.TryParse(text, CultureInfo.InvariantCulture, out _));

    public static TheoryData<string, Func<int, double, double>, double> Recordings() => new()
    {
        { "steady", (_, _) => Volts, 2 },
        { "one tenth of a second", (_, _) => Volts, 0.12 },
        { "sag in the middle", (_, t) => Volts * (t is > 0.5 and < 1.5 ? 0.4 : 1), 2 },
        { "sag to the end", (_, t) => Volts * (t > 0.3 ? 0.3 : 1), 2 },
        { "begins in a sag of all phases", (_, t) => Volts * (t < 0.4 ? 0.5 : 1), 2 },
        { "begins in a shallow sag of all phases", (_, t) => Volts * (t < 0.3 ? 0.85 : 1), 2 },
        { "begins in a sag of one phase", (p, t) => Volts * (t < 1.2 && p == 1 ? 0.2 : 1), 2 },
        { "is in a sag of one phase throughout", (p, _) => Volts * (p == 2 ? 0.3 : 1), 0.5 },
        { "begins dead and is energised", (_, t) => Volts * (t < 1 ? 0.001 : 1), 2 },
        { "ends dead", (_, t) => Volts * (t > 0.5 ? 0 : 1), 2 },
        { "short swell", (_, t) => Volts * (t is > 0.5 and < 0.8 ? 1.25 : 1), 2 },
        { "missing values at the beginning", (_, t) => t < 0.1 ? double.NaN : Volts, 1 },
        { "one missing value in a hundred", (_, t) => (int)(t * 3840) % 100 == 7 ? double.NaN : Volts, 1 },
    };

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Is_estimated_whatever_the_recording_begins_with(string what, Func<int, double, double> rms, double seconds)
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(3840, seconds, rms, 60));
        Assert.True(Math.Abs(report.NominalVoltage / (Volts * Math.Sqrt(3)) - 1) < 0.02, $"{what}: {report.NominalVoltage} ({report.NominalSource})");
        Assert.True(report.NominalEstimated);
    }

    [Theory]
    [InlineData(63.5, false)]
    [InlineData(110, false)]
    [InlineData(115, false)]
    [InlineData(120, false)]
    [InlineData(1, false)]
    [InlineData(100, false)]
    [InlineData(200, true)]
    public void A_rating_that_disagrees_by_more_than_15_percent_is_told(double secondary, bool told)
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(3840, 1, (_, _) => Volts, rating: (110_000, secondary)));
        Assert.Equal(Volts * Math.Sqrt(3), report.NominalVoltage, 0.5);
        Assert.Equal(told, report.Notes.Any(n => n.Contains("rating in the channel lines", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_short_piece_of_a_sag_is_judged_by_the_rating()
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(3840, 0.3, (_, _) => 0.4 * Volts, rating: (110_000 / Math.Sqrt(3), 63.5)));
        Assert.Equal(Volts * Math.Sqrt(3), report.NominalVoltage, 0.5);
        Assert.Equal("the transformers' rating", report.NominalSource);
        Assert.Contains(report.Notes, n => n.Contains("--nominal-voltage", StringComparison.Ordinal));
        Assert.All(report.Events, e => Assert.Equal(0.4, e.ResidualPu!.Value, 0.01));
    }

    [Fact]
    public void A_given_voltage_is_taken_as_it_is()
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(3840, 1, (_, _) => Volts), nominal: new NominalVoltage(70, LineToNeutral: true));
        Assert.Equal((70 * Math.Sqrt(3), false, "as given"), (report.NominalVoltage, report.NominalEstimated, report.NominalSource), new RoundedComparer());
        Assert.Equal(Volts / 70, report.Voltages[0].FirstPu!.Value, 0.002);
    }

    sealed class RoundedComparer : IEqualityComparer<(double Volts, bool, string)>
    {
        public bool Equals((double Volts, bool, string) x, (double Volts, bool, string) y) => Math.Abs(x.Volts - y.Volts) < 0.001 && (x.Item2, x.Item3) == (y.Item2, y.Item3);

        public int GetHashCode((double Volts, bool, string) obj) => 0;
    }
}
