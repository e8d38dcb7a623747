using V2G.Control;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Recordings;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

/// <summary>
/// A real relay's record of a line that collapsed. It is not part of the sources; the environment variable V2G_RECORDINGS names the folder
/// that holds it.
/// </summary>
public class FieldReplayTests
{
    const string Name = "relay-c60-50hz.cfg";
    const double TransformerRatio = 3300;

    static Recording Load()
    {
        string? folder = Environment.GetEnvironmentVariable("V2G_RECORDINGS");
        if (folder is null || !File.Exists(Path.Combine(folder, Name)))
            Assert.Skip($"V2G_RECORDINGS names no folder with {Name}: field recordings are kept outside the sources");
        return RecordingFile.Open(Path.Combine(folder, Name));
    }

    static ReplayResult Replay(Recording recording, AbnormalCategory category) => MadeRecording.Replayed(recording, category, nominal: null);

    [Fact]
    public void The_collapse_of_each_phase_is_found_where_the_waveform_shows_it()
    {
        ReplayResult result = Replay(Load(), AbnormalCategory.III);
        double First(string phase) => result.Events.First(e => e.Phase == phase && e.Kind != "swell").StartSeconds;
        Assert.InRange(First("B"), 0.455, 0.475);
        Assert.InRange(First("A"), 0.95, 1.05);
        Assert.InRange(First("C"), 0.95, 1.05);
    }

    [Fact]
    public void Category_II_trips_on_UV2_and_category_III_ceases_without_a_trip()
    {
        ReplayResult two = Replay(Load(), AbnormalCategory.II);
        Assert.Equal(TripElement.Uv2, two.Trips[0].Element);
        Assert.InRange(two.Trips[0].UntilSeconds, 0.465, 0.465 + 0.16 + 0.01);
        ReplayResult three = Replay(Load(), AbnormalCategory.III);
        Assert.Empty(three.Trips);
        Assert.Contains(three.Rows, r => r.State == ControllerState.MomentaryCessation);
    }

    [Theory]
    [InlineData(0, "SRC 1  Vag Mag")]
    [InlineData(1, "SRC 1  Vbg Mag")]
    [InlineData(2, "SRC 1  Vcg Mag")]
    public void One_cycle_magnitudes_agree_with_the_relays_own_within_1_percent(int phase, string channel)
    {
        Recording recording = Load();
        ReplayResult result = Replay(recording, AbnormalCategory.III);
        ReadOnlySpan<double> relay = recording.FindAnalog(channel)!.Values.Span;
        int compared = 0;
        foreach (ReplayRow row in result.Rows.Where(r => r.Seconds is >= 0.05 and <= 0.42))
        {
            int sample = 0;
            while (sample < recording.SampleCount - 1 && recording.TimeSeconds(sample) < row.Seconds) sample++;
            double kilovolts = row.VoltagePu[phase] * result.Nominal.Volts / Math.Sqrt(3) * TransformerRatio / 1000;
            Assert.InRange(kilovolts / relay[sample], 0.99, 1.01);
            compared++;
        }
        Assert.InRange(compared, 30, 40);
    }
}
