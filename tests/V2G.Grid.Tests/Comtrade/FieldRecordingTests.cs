using V2G.Grid.Comtrade;

namespace V2G.Grid.Tests.Comtrade;

/// <summary>
/// Records of real relays. They are not part of the sources; the environment variable V2G_RECORDINGS names the folder that holds them.
/// </summary>
public class FieldRecordingTests
{
    static Recording Load(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("V2G_RECORDINGS");
        if (folder is null || !File.Exists(Path.Combine(folder, name + ".cfg")))
            Assert.Skip($"V2G_RECORDINGS names no folder with {name}.cfg: field recordings are kept outside the sources");
        return ComtradeReader.Read(
            File.ReadAllBytes(Path.Combine(folder, name + ".cfg")), File.ReadAllBytes(Path.Combine(folder, name + ".dat")), new ComtradeNames(name + ".cfg", name + ".dat"));
    }

    [Fact]
    public void A_relay_that_follows_the_grid_frequency_gives_its_rate_by_stamps()
    {
        Recording recording = Load("relay-c60-50hz");
        Assert.Equal((1360, Revision.Year1999, 50.0), (recording.SampleCount, recording.Revision, recording.LineFrequencyHz));
        Assert.Equal((24, 64), (recording.Analog.Count, recording.Status.Count));
        RateSegment segment = Assert.Single(recording.Segments);
        Assert.Equal(800, segment.RateHz, 0.5);
        Assert.Equal(1_698_295_000, recording.TimeNanoseconds(1359));
        Assert.Equal(0.504614, recording.TriggerSeconds!.Value, 1e-9);
        // Phase A before the fault: the wave times the ratio against the relay's own magnitude.
        AnalogChannel wave = recording.FindAnalog("F5-VA")!, magnitude = recording.FindAnalog("SRC 1  Vag Mag")!;
        double squares = 0;
        for (int i = 100; i < 260; i++) squares += wave.Values.Span[i] * wave.Values.Span[i];
        double kilovolts = Math.Sqrt(squares / 160) * wave.ToPrimary / 1000;
        Assert.InRange(kilovolts / magnitude.Values.Span[200], 0.99, 1.01);
        Assert.InRange(kilovolts, 180, 215);
        Assert.Empty(recording.Notes);
    }

    [Fact]
    public void A_feeder_terminal_changes_its_rate_83_times_and_writes_Cyrillic()
    {
        Recording recording = Load("mv-feeder-50hz");
        Assert.Equal((5316, 83), (recording.SampleCount, recording.Segments.Count));
        Assert.Equal("терминал версия 101110", recording.Device);
        Assert.Equal("ЗМН-1 пуск", recording.Status[0].Name);
        Assert.Equal(-3188 * 0.016552, recording.FindAnalog("UA")!.Values.Span[0], 1e-9);
        Assert.Equal(5315 / 2402.5, recording.TimeSeconds(5315), 0.003);
        Assert.Equal(2, recording.Notes.Count); // the year 2000, and the code page
    }

    [Fact]
    public void A_medium_voltage_relay_without_stamps_goes_by_its_rate()
    {
        Recording recording = Load("sepam-50hz");
        Assert.Equal([new RateSegment(600, 0, 2399)], recording.Segments);
        Assert.Equal(2398 / 600.0, recording.TimeSeconds(2398), 1e-9);
        Assert.Equal(0.72, recording.TriggerSeconds!.Value, 1e-9);
        Assert.Contains("sepam-50hz.dat byte 52778: 22 bytes behind the last record read; ignored", recording.Notes);
    }
}
