using V2G.Control.Settings;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Run;
using V2G.Linux.ProcessImage;

namespace V2G.Benchmarks;

/// <summary>What recording a tick costs, and how long a ring reaches back.</summary>
internal static class BlackBoxBenchmark
{
    // The default's.
    const int Segments = 3 * 1024 * 1024 / TickRecorder.SegmentBytes;
    const double MinuteSeconds = 60;

    public static void Run()
    {
        string path = Path.Combine(Path.GetTempPath(), $"v2g-bench-{Environment.ProcessId}.ring");
        using SegmentRingWriter ring = new(path, TickRecorder.LayoutVersion, TickRecorder.SegmentBytes, Segments);
        using SegmentRingReader reader = new(path, TickRecorder.LayoutVersion);

        SimulatedRun run = new(ControlSettings.Default(), new() { Script = GridScript.Lively, ActivePowerPu = -0.3 });
        TickRecorder recorder = new(ring);
        run.RunSeconds(MinuteSeconds);
        // One row again and again costs the comparison; every other row changed costs the words too.
        V2G.Control.TickOutputs[] outputs = [run.Output, run.Output];
        V2G.Control.TickInputs[] inputs = [run.Input, run.Input];
        outputs[1].Command.VarInjectedPu += 0.001;
        inputs[1].Inverter.VarInjectedPu += 0.001;
        long tick = 0;
        Measured cost = Measured.Of(n =>
        {
            for (int i = 0; i < n; i++)
            {
                int odd = (int)(tick++ & 1);
                recorder.Begin(run.Loop);
                recorder.End(run.Loop, inputs[odd], outputs[odd]);
            }
        }, 500_000);
        Console.WriteLine($"black box: one tick recorded            {cost.Nanoseconds,10:0} ns  {cost.Bytes,4:0.##} B");
        Reach("steady grid", GridScript.Steady, ring, reader);
        Reach("lively grid", GridScript.Lively, ring, reader);
    }

    static void Reach(string what, GridScript script, SegmentRingWriter ring, SegmentRingReader reader)
    {
        SimulatedRun run = new(ControlSettings.Default(), new() { Script = script, ActivePowerPu = -0.3 });
        run.Recorder = new TickRecorder(ring);
        long first = reader.Newest;
        run.RunSeconds(2 * MinuteSeconds);
        byte[] content = new byte[reader.SegmentBytes];
        long bytes = (reader.Newest - first - 1) * reader.SegmentBytes;
        reader.TryCopy(reader.Newest, content, out int last);
        double perTick = (bytes + last) / (double)run.Recorder.Ticks;
        double seconds = (double)ring.SegmentBytes * (ring.Segments - 1) / perTick / 1000;
        double kept = new RecorderBounds().MostKeptBytes / perTick / 60_000;
        Console.WriteLine($"  {what}: bytes a tick; 3 MiB reach      {perTick,10:0.0} B  {seconds,4:0} s; the recorder's 8 MiB {kept:0.0} min");
    }
}
