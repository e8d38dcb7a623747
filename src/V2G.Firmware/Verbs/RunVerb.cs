using System.Globalization;
using ConsoleAppFramework;
using V2G.Control;
using V2G.Control.Measurement;
using V2G.Firmware.Configuration;
using V2G.Firmware.Live;
using V2G.Firmware.Recordings;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Linux.ProcessImage;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Verbs;

internal sealed class RunVerb
{
    /// <summary>Seconds of waveform that --record keeps.</summary>
    const double RecordedSeconds = 10;

    /// <summary>The last CPU that an affinity mask of the kernel's usual size holds.</summary>
    const int MostCpu = 1023;

    /// <summary>Runs the controller. With --simulate the plant stands in for the hardware, and everything says so.</summary>
    /// <param name="simulate">The board, the feeder and the vehicle are simulated.</param>
    /// <param name="etc">Directory of the configuration; without it, /etc/v2g where there is one, else factory defaults.</param>
    /// <param name="script">What the simulated grid does: lively (sags, swells, clouds) or steady.</param>
    /// <param name="seed">Seed of everything random; equal seeds give equal runs.</param>
    /// <param name="power">Active power asked for, pu of rating, + = discharge, - = charge.</param>
    /// <param name="cold">Start from power-on, with the whole enter-service delay; otherwise in service.</param>
    /// <param name="duration">Stop after so many seconds.</param>
    /// <param name="speed">Times real time.</param>
    /// <param name="plain">One line a second instead of the live screen.</param>
    /// <param name="noColor">No colour.</param>
    /// <param name="state">Directory in which the energy counters are kept over restarts.</param>
    /// <param name="record">Write the last 10 s of waveform as COMTRADE (FILE.cfg and FILE.dat, or one FILE.cff) at the end.</param>
    /// <param name="cpu">CPU that the loop runs on; otherwise any.</param>
    /// <param name="priority">Real-time priority of the loop (SCHED_FIFO 1 … 98) with locked memory; otherwise none is asked for.</param>
    [Command("run")]
    public int Run(
        bool simulate = false, string? etc = null, string script = "lively", ulong seed = 1, double power = -0.3, bool cold = false, double? duration = null,
        double speed = 1, bool plain = false, bool noColor = false, string? state = null, string? record = null,
        int? cpu = null, int? priority = null, CancellationToken cancellation = default)
    {
        if (!simulate) throw new VerbFailure(ExitCode.Usage, "this version drives no hardware yet: `v2g run --simulate`");
        if (power is not (>= -1 and <= 1)) throw new VerbFailure(ExitCode.Usage, "--power must be -1 … 1 pu of rating (+ = discharge)");
        if (speed is not (>= 0.01 and <= 100)) throw new VerbFailure(ExitCode.Usage, "--speed must be 0.01 … 100 times real time");
        if (duration is not (null or > 0)) throw new VerbFailure(ExitCode.Usage, "--duration must be above 0 s");
        if (cpu is not (null or (>= 0 and <= MostCpu))) throw new VerbFailure(ExitCode.Usage, $"--cpu must be 0 … {MostCpu}");
        if (priority is not (null or (>= RealTimeRequest.LowestPriority and <= RealTimeRequest.HighestPriority)))
            throw new VerbFailure(ExitCode.Usage, $"--priority must be {RealTimeRequest.LowestPriority} … {RealTimeRequest.HighestPriority}");
        // A simulation that can't keep up never sleeps, and at a real-time priority nobody else on its CPU would run.
        if (priority is not null && speed > 1) throw new VerbFailure(ExitCode.Usage, "--priority goes with real time or slower: --speed 1 or less");
        GridScript grid = script switch
        {
            "lively" => GridScript.Lively,
            "steady" => GridScript.Steady,
            _ => throw new VerbFailure(ExitCode.Usage, $"--script must be lively or steady, not '{script}'"),
        };
        (LoadedSettings loaded, CalibrationSet calibration) = Setup(etc);
        using IDisposable only = RunDirectory.Take();

        SimulatedRun run = new(loaded.Settings, new() { Seed = seed, Script = grid, ActivePowerPu = power, Cold = cold, Sensors = calibration }, calibration);
        WaveformTail? tail = record is null ? null : new(run.Loop.Meter.Settings.ChannelCount, SimulatedRun.SampleRateHz, RecordedSeconds);
        using CounterStore? counters = state is null ? null : new(state);
        counters?.Restore(run.Loop.Meter.Energy);
        using ImageWriter<ControllerImage> image = new(RunDirectory.Image, ControllerImage.LayoutVersion);
        using ControllerSocket socket = new(RunDirectory.Socket);
        using LoopHost host = new(run, ulong.Parse(loaded.Hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture), image, tail, speed,
            new() { Cpu = cpu, Priority = priority });
        foreach (string source in loaded.Sources) Console.Error.WriteLine($"v2g: settings: {source}");
        host.Start();
        foreach (string refusal in host.Refusals) Console.Error.WriteLine($"v2g: real time: {refusal}");
        int code = Show(host, socket, counters, duration, plain, noColor, cancellation);
        host.Dispose();
        if (record is not null) WaveformFile.Write(record, tail!, run.Loop.Settings.Site, Console.Error);
        return code;
    }

    /// <summary>Settings and calibration of a directory; the simulated board brings ideal sensors where none is calibrated, and else those that it was calibrated with.</summary>
    internal static (LoadedSettings Loaded, CalibrationSet Calibration) Setup(string? etc)
    {
        if (etc is not null && !Directory.Exists(etc)) throw new VerbFailure(ExitCode.InvalidInput, $"no directory '{etc}'");
        string directory = etc ?? Defaults.Etc;
        LoadedSettings loaded = SettingsLoader.Load(directory);
        string offsets = Path.Combine(directory, SensorOffsets.FileName);
        CalibrationSet calibration = File.Exists(offsets) ? SensorOffsets.Load(offsets, Defaults.SimulatedSerial).Calibration : CalibrationSet.Identity;
        return (loaded, calibration);
    }

    static int Show(LoopHost host, ControllerSocket socket, CounterStore? counters, double? duration, bool plain, bool noColor, CancellationToken cancellation)
    {
        using LiveTerminal terminal = new(plain, noColor);
        using ImageReader<ControllerImage> reader = new(RunDirectory.Image, ControllerImage.LayoutVersion);
        long end = duration is { } seconds ? Environment.TickCount64 + (long)(seconds * 1000) : long.MaxValue;
        long nextSave = Environment.TickCount64 + 1000;
        while (Environment.TickCount64 < end)
        {
            if (cancellation.IsCancellationRequested) return ExitCode.Interrupted;
            if (host.Failure is { } failure) throw new VerbFailure(ExitCode.Failed, $"the control loop ended: {failure.Message}");
            if (reader.TryRead(out ControllerImage shown, out _))
            {
                socket.Serve(request => host.Take(request, shown));
                if (counters is not null && Environment.TickCount64 >= nextSave)
                {
                    counters.Save(shown.ExportedKilowattHours, shown.ImportedKilowattHours, shown.InjectedKilovarHours, shown.AbsorbedKilovarHours);
                    nextSave = Environment.TickCount64 + 1000;
                }
                switch (terminal.Update(shown))
                {
                    case 'q' or '\u0003':
                        return ExitCode.Ok;
                    case 's':
                        terminal.Notice(ControlRequest.WhyNot(host.Take(ControlRequest.DemonstrationSag, shown)));
                        break;
                    case 'a':
                        terminal.Notice(ControlRequest.WhyNot(host.Take(new() { Kind = RequestKind.Acknowledge }, shown)));
                        break;
                }
            }
            Thread.Sleep(20);
        }
        return ExitCode.Ok;
    }
}
