using V2G.Control.Settings;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Configuration;
using V2G.Firmware.Run;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.Tests.BlackBox;

/// <summary>A simulated run on virtual time whose ticks go into a ring, and what a recorder would make of it.</summary>
internal sealed class RecordedRun : IDisposable
{
    public RecordedRun(SimulatedOptions? options = null, int segments = 64, ControlSettings? settings = null)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("v2g-blackbox-").FullName;
        Run = new(settings ?? ControlSettings.Default(), options ?? new() { Waveform = false, ActivePowerPu = -0.3 });
        Ring = new(RingPath, TickRecorder.LayoutVersion, TickRecorder.SegmentBytes, segments);
        Reader = new(RingPath, TickRecorder.LayoutVersion);
        Run.Recorder = new(Ring);
        Image = new(ImagePath, ImageLayouts.Controller);
        Publish();
    }

    public string Directory { get; }

    public string RingPath => Path.Combine(Directory, "ring");

    public string ImagePath => Path.Combine(Directory, "image");

    public SimulatedRun Run { get; }

    public SegmentRingWriter Ring { get; }

    public SegmentRingReader Reader { get; }

    public ImageWriter Image { get; }

    public void Publish()
    {
        ControllerImage image = new() { Simulated = true, Settings = Run.Loop.Settings };
        Run.Describe(ref image);
        Image.Section<ControllerImage>(ImageLayouts.Shown).Publish(image, 1);
    }

    /// <summary>Sags, swells, trips, a vehicle's wishes and settings that change, as the seed has it.</summary>
    public RecordedRun Live(int seed, double seconds)
    {
        Random random = new(seed);
        for (double t = 0; t < seconds;)
        {
            double piece = 0.05 + random.NextDouble();
            switch (random.Next(8))
            {
                case 0: Run.Input.ActivePowerSetpointPu = random.NextDouble() * 2 - 1; break;
                case 1: Run.Input.UplinkConfigured = !Run.Input.UplinkConfigured; break;
                case 2: Run.Input.MeasurementImplausible = true; break;
                case 3: Run.Input.Acknowledge = true; break;
                case 4: Run.Loop.Adopt(Run.Loop.Settings with { ReactionSeconds = 0.3 * random.NextDouble() }); break;
                case 5: Run.Board.Unit.Battery.Connected = !Run.Board.Unit.Battery.Connected; break;
                case 6: Run.Board.Source.AddSag(Run.NowSeconds, piece, 0.3 + random.NextDouble()); break;
                default: Run.Loop.AssumeInService(); break;
            }
            Run.RunSeconds(piece);
            t += piece;
        }
        return this;
    }

    public List<byte[]> Segments() => new SegmentKeep(Reader, long.MaxValue).Take();

    public byte[] Log(List<byte[]>? segments = null, Func<LogHeader, LogHeader>? with = null, string? settingsHash = null)
    {
        segments ??= Segments();
        ControlSettings settings = new Segment(segments[0]).Start.Settings;
        LogHeader header = new()
        {
            BuildId = V2G.Control.ControlBuild.Id, Layout = LogHeader.CurrentLayout, SettingsHash = settingsHash ?? SettingsLoader.HashOf(settings), WrittenUtc = DateTimeOffset.UnixEpoch,
            Site = settings.Site, Simulated = true, Reason = "test",
        };
        using MemoryStream file = new();
        LogFile.Write(file, with?.Invoke(header) ?? header, segments);
        return file.ToArray();
    }

    public static BlackBoxResult Replay(byte[] log) => BlackBoxReplay.Run(LogFile.Open(log));

    public delegate void Change(ref TickRow row);

    /// <summary>Decodes, changes one tick, and encodes anew.</summary>
    public static List<byte[]> Changed(List<byte[]> segments, long tick, Change change) => [.. segments.Select(content =>
    {
        Segment segment = new(content);
        RowCoder coder = new();
        byte[] to = new byte[2 * TickRecorder.SegmentBytes];
        content.AsSpan(0, Checkpoint.Bytes).CopyTo(to);
        int at = Checkpoint.Bytes;
        for (long n = segment.Start.Tick; segment.Next(out TickRow row); n++)
        {
            if (n == tick) change(ref row);
            at += coder.Encode(ref row, to.AsSpan(at));
        }
        return to[..at];
    })];

    public void Dispose()
    {
        Image.Dispose();
        Reader.Dispose();
        Ring.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
