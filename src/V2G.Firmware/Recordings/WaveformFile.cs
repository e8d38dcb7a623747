using V2G.Control.Settings;
using V2G.Firmware.Run;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>Writes what the controller sampled as a COMTRADE recording.</summary>
internal static class WaveformFile
{
    static readonly (string Name, string Phase, string Unit)[] ThreePhase =
        [("VA", "A", "V"), ("VB", "B", "V"), ("VC", "C", "V"), ("IA", "A", "A"), ("IB", "B", "A"), ("IC", "C", "A")];

    static readonly (string Name, string Phase, string Unit)[] OnePhase = [("V", "A", "V"), ("I", "A", "A")];

    /// <summary>FILE.cff as one file; anything else as FILE.cfg and FILE.dat beside each other. Says on <paramref name="say"/> what was written.</summary>
    public static void Write(string path, WaveformTail tail, in SiteSettings site, TextWriter say)
    {
        if (tail.Count == 0) return;
        bool combined = path.EndsWith(".cff", StringComparison.OrdinalIgnoreCase);
        string stem = combined || path.EndsWith(".cfg", StringComparison.OrdinalIgnoreCase) ? path[..^4] : path;
        Recording recording = Recording(tail, site);
        if (combined)
        {
            using FileStream cff = File.Create(path);
            ComtradeWriter.WriteCombined(recording, cff, DataFormat.Binary);
        }
        else
        {
            using FileStream cfg = File.Create(stem + ".cfg"), dat = File.Create(stem + ".dat");
            ComtradeWriter.Write(recording, cfg, dat, DataFormat.Binary, Revision.Year1999);
        }
        say.WriteLine($"v2g: {tail.Count / tail.SampleRateHz:0.0} s of waveform written to {(combined ? path : stem + ".cfg")}");
    }

    static Recording Recording(WaveformTail tail, in SiteSettings site)
    {
        (string Name, string Phase, string Unit)[] names = site.PhaseCount == 3 ? ThreePhase : OnePhase;
        AnalogChannel[] channels = new AnalogChannel[tail.Channels];
        double[][] values = [.. channels.Select(_ => new double[tail.Count])];
        double[] record = new double[tail.Channels];
        for (int i = 0; i < tail.Count; i++)
        {
            tail.Copy(i, record);
            for (int c = 0; c < channels.Length; c++) values[c][i] = record[c];
        }
        for (int c = 0; c < channels.Length; c++)
            channels[c] = new() { Index = c + 1, Name = names[c].Name, Phase = names[c].Phase, Unit = names[c].Unit, Values = values[c] };
        ComtradeTime end = new(DateTime.UtcNow, 0);
        return new()
        {
            Station = "SIMULATED board", Device = "v2g", LineFrequencyHz = site.NominalFrequencyHz, Analog = channels, SampleCount = tail.Count,
            Segments = [new(tail.SampleRateHz, 0, tail.Count)], Start = end, Trigger = end,
        };
    }
}
