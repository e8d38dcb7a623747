using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.Settings;

namespace V2G.Benchmarks;

/// <summary>One control tick: 16 samples of 6 channels in, a command out.</summary>
internal static class ControlTickBenchmark
{
    const int Samples = 16, Channels = 6;
    const double RateHz = 16_000;

    public static void Run()
    {
        ControlSettings settings = ControlSettings.Default();
        double volts = settings.Site.NominalPhaseVoltage;
        double[] wave = Waveform(volts);
        MeterSettings meter = new() { RatedVoltAmperes = settings.Site.RatedVoltAmperes };

        ControlLoop loop = new(settings, meter);
        loop.AssumeInService();
        long ticks = 0;
        double sum = 0;
        Measured whole = Measured.Of(n =>
        {
            for (int i = 0; i < n; i++) sum += Tick(loop, wave, ticks++);
        }, 200_000);

        GridMeasurement grid = loop.Grid;
        ControlLoop decision = new(settings, meter);
        decision.AssumeInService();
        long steps = 0;
        Measured decide = Measured.Of(n =>
        {
            for (int i = 0; i < n; i++) sum += Decide(decision, grid, steps++);
        }, 2_000_000);

        TextbookTick textbook = new(Channels, RateHz, 60);
        long blocks = 0;
        Measured opponent = Measured.Of(n =>
        {
            for (int i = 0; i < n; i++) sum += textbook.Tick(Block(wave, blocks++), Samples, volts);
        }, 20_000);

        Console.WriteLine($"control tick, 16 samples x 6 channels   {whole.Nanoseconds,10:0} ns  {whole.Bytes,4:0.##} B");
        Console.WriteLine($"  of it the decision                    {decide.Nanoseconds,10:0} ns  {decide.Bytes,4:0.##} B");
        Console.WriteLine($"textbook tick (RMS + DFT, no tracking)  {opponent.Nanoseconds,10:0} ns  {opponent.Bytes,4:0.##} B");
        Console.WriteLine($"  control tick / textbook tick          {whole.Nanoseconds / opponent.Nanoseconds,10:0.000}");
        Console.WriteLine($"  share of a 1 ms period                {whole.Nanoseconds / 1e6 * 100,10:0.00} %");
        if (double.IsNaN(sum)) Console.WriteLine("(not a number)");
    }

    static double Tick(ControlLoop loop, double[] wave, long tick)
    {
        long ns = (tick + 1) * 1_000_000;
        SampleBlock block = new() { EndTimeNs = ns, SampleRateHz = RateHz, Count = Samples, Samples = Block(wave, tick) };
        loop.Tick(block, Input(ns), out TickOutputs output);
        return output.Command.VarInjectedPu;
    }

    static double Decide(ControlLoop loop, GridMeasurement grid, long step)
    {
        long ns = (step + 1) * 1_000_000;
        grid.TimeNs = ns;
        loop.Tick(grid, Input(ns), out TickOutputs output);
        return output.Command.VarInjectedPu;
    }

    static TickInputs Input(long ns) => new()
    {
        TimeNs = ns, DtSeconds = 0.001, Calibrated = true, CurveAccepted = true, ActivePowerSetpointPu = 0.5, InverterConfigured = true,
        Inverter = new() { TimeNs = ns, AmbientCelsius = 25 },
        Vehicle = new VehicleReport { TimeNs = ns, Connected = true, Bidirectional = true, MaxChargeWatts = 22_000, MaxDischargeWatts = 22_000, StateOfCharge = 0.6 },
    };

    // A second of 60.02 Hz at 0.95 pu with a little distortion, cut into blocks.
    static double[] Waveform(double volts)
    {
        int blocks = (int)(RateHz / Samples);
        double[] wave = new double[blocks * Samples * Channels];
        for (int b = 0; b < blocks; b++)
        {
            for (int c = 0; c < Channels; c++)
            {
                for (int k = 0; k < Samples; k++)
                {
                    double angle = 2 * Math.PI * 60.0 * (b * Samples + k) / RateHz - 2 * Math.PI / 3 * (c % 3);
                    wave[(b * Channels + c) * Samples + k] = c < 3 ? volts * Math.Sqrt(2) * (0.95 * Math.Cos(angle) + 0.01 * Math.Cos(5 * angle)) : 10 * Math.Cos(angle - 0.3);
                }
            }
        }
        return wave;
    }

    static ReadOnlySpan<double> Block(double[] wave, long block)
    {
        int size = Samples * Channels;
        return wave.AsSpan((int)(block % (wave.Length / size)) * size, size);
    }
}
