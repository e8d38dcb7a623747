using V2G.Control.Settings;
using V2G.Firmware.Run;

namespace V2G.Benchmarks;

/// <summary>One whole unit (controller, feeder, inverter, battery, heat, sensors) against the wall clock; the opponent is real time.</summary>
internal static class SimulationBenchmark
{
    public static void Run()
    {
        Print("whole unit on phasors", waveform: false, 2_000_000);
        Print("whole unit on waveforms", waveform: true, 200_000);
    }

    static void Print(string name, bool waveform, int ticks)
    {
        SimulatedRun run = new(ControlSettings.Default(), new() { Waveform = waveform, Script = GridScript.Lively, ActivePowerPu = -0.3 });
        Measured tick = Measured.Of(n =>
        {
            for (int i = 0; i < n; i++) run.Tick();
        }, ticks);
        Console.WriteLine($"{name,-38}  {tick.Nanoseconds,10:0} ns  {tick.Bytes,4:0.##} B  per 1 ms tick: {1e6 / tick.Nanoseconds:0} x real time");
    }
}
