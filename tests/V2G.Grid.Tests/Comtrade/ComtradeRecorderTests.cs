using V2G.Grid.Comtrade;

namespace V2G.Grid.Tests.Comtrade;

public class ComtradeRecorderTests
{
    static Recording Form(double multiplier) => new()
    {
        Station = "S",
        Device = "D",
        LineFrequencyHz = 60,
        Start = Samples.Start,
        Analog = [new AnalogChannel { Name = "V", Unit = "pu", Multiplier = multiplier }],
        Status = [new StatusChannel { Name = "armed" }],
    };

    [Theory]
    [InlineData(DataFormat.Binary, 1.2 / 32_767)]
    [InlineData(DataFormat.Ascii, 1.2 / 99_998)]
    [InlineData(DataFormat.Real32, double.NaN)]
    public void A_run_recorded_sample_by_sample_reads_back(DataFormat format, double multiplier)
    {
        Revision revision = format == DataFormat.Real32 ? Revision.Year2013 : Revision.Year1999;
        using MemoryStream cfg = new(), dat = new();
        ComtradeRecorder recorder = new(Form(multiplier), 1000, dat, format, revision);
        for (int i = 0; i < 500; i++) recorder.Append([i == 7 ? double.NaN : 0.5 + i * 0.001], [i >= 250]);
        recorder.Finish(cfg, Samples.Start with { Nanosecond = 373_456_000 });

        Recording read = ComtradeReader.Read(cfg.ToArray(), dat.ToArray());
        Assert.Equal(500, read.SampleCount);
        Assert.Equal([new RateSegment(1000, 0, 500)], read.Segments);
        Assert.Equal(0.25, read.TriggerSeconds!.Value, 1e-9);
        Assert.True(double.IsNaN(read.Analog[0].Values.Span[7]));
        Assert.Equal(0.8, read.Analog[0].Values.Span[300], 2e-5);
        Assert.Equal(250, Array.IndexOf(read.Status[0].Values.ToArray(), true));
        Assert.Empty(read.Notes);
    }

    [Fact]
    public void Values_beyond_the_range_are_written_as_its_limit_and_counted()
    {
        using MemoryStream cfg = new(), dat = new();
        ComtradeRecorder recorder = new(Form(ComtradeWriter.MultiplierFor(1.2, DataFormat.Binary, Revision.Year1999)), 1000, dat, DataFormat.Binary, Revision.Year1999);
        recorder.Append([1.2], [false]);
        recorder.Append([-99], [false]);
        recorder.Finish(cfg);
        Assert.Equal(1, recorder.Saturated);
        Assert.Equal(-1.2, ComtradeReader.Read(cfg.ToArray(), dat.ToArray()).Analog[0].Values.Span[1], 1e-9);
    }

    [Theory]
    [InlineData(DataFormat.Binary)]
    [InlineData(DataFormat.Ascii)]
    public void Appending_does_not_allocate(DataFormat format)
    {
        ComtradeRecorder recorder = new(Form(0.001), 1000, Stream.Null, format, Revision.Year1999);
        double[] values = [0.97];
        bool[] states = [true];
        recorder.Append(values, states);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) recorder.Append(values, states);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_channel_without_multiplier_is_refused_before_anything_is_written()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new ComtradeRecorder(Form(double.NaN), 1000, Stream.Null, DataFormat.Binary, Revision.Year1999));
        Assert.Contains("channel V needs a multiplier", refused.Message, StringComparison.Ordinal);
    }
}
