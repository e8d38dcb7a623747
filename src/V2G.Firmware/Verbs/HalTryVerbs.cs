using System.Globalization;
using ConsoleAppFramework;
using V2G.Firmware.Terminal;
using V2G.Linux.Devices;
using V2G.Linux.Gpio;
using V2G.Linux.Iio;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Verbs;

/// <summary>For bringing a board up: a device driven through the same code as the controller's. One line a fact.</summary>
internal sealed class HalTryVerbs
{
    /// <summary>How often an input or a converter is looked at while it is waited for.</summary>
    const int LookMs = 5;

    /// <summary>A GPIO line by its name: with --value an output is set and read back; without, an input is read and its edges are told.</summary>
    /// <param name="name">The line's name, as `v2g hal list` shows it.</param>
    /// <param name="value">Drive the line: 0 or 1.</param>
    /// <param name="seconds">How long the line is held, or its edges are waited for.</param>
    /// <param name="activeLow">1 is the low level.</param>
    [Command("gpio")]
    public int Gpio([Argument] string name, int? value = null, double seconds = 0, bool activeLow = false, CancellationToken cancellation = default)
    {
        if (value is not (null or 0 or 1)) throw new VerbFailure(ExitCode.Usage, $"--value {value}: allowed 0, 1");
        if (seconds is not (>= 0 and <= 3600)) throw new VerbFailure(ExitCode.Usage, $"--seconds {seconds}: allowed 0 … 3600");
        return value is { } level ? Drive(name, level == 1, activeLow, seconds, cancellation) : Watch(name, activeLow, seconds, cancellation);
    }

    static int Drive(string name, bool level, bool activeLow, double seconds, CancellationToken cancellation)
    {
        // From the other level, so that a change is seen whatever the line was.
        using GpioOutputs output = new([new(name) { Initial = !level, ActiveLow = activeLow }]);
        Say($"line: {output.Description}");
        Say($"initial: {(level ? 0 : 1)}");
        if (!output.SetValues(1, level ? 1u : 0)) throw new VerbFailure(ExitCode.Failed, $"{output.Description}: setting it failed");
        Say($"set: {(level ? 1 : 0)}");
        if (!output.GetValues(1, out ulong bits)) throw new VerbFailure(ExitCode.Failed, $"{output.Description}: reading it back failed");
        Say($"read back: {bits}");
        if (seconds > 0)
        {
            Say($"held for: {seconds:R} s");
            cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(seconds));
        }
        Say("released: its level is the board's own affair now");
        return bits == (level ? 1u : 0) ? ExitCode.Ok : ExitCode.Failed;
    }

    static int Watch(string name, bool activeLow, double seconds, CancellationToken cancellation)
    {
        using GpioInputs input = new([new(name) { ActiveLow = activeLow, Rising = true, Falling = true }]);
        Say($"line: {input.Description}");
        if (!input.GetValues(1, out ulong bits)) throw new VerbFailure(ExitCode.Failed, $"{input.Description}: reading it failed");
        Say($"value: {bits}");
        GpioEdge[] edges = new GpioEdge[64];
        int seen = 0;
        long end = MonotonicClock.NowNs + (long)(seconds * 1e9);
        while (MonotonicClock.NowNs < end && !cancellation.IsCancellationRequested)
        {
            int taken = input.ReadEdges(edges);
            if (taken < 0) throw new VerbFailure(ExitCode.Failed, $"{input.Description}: the chip is gone");
            foreach (GpioEdge edge in edges.AsSpan(0, taken)) Say($"edge: {(edge.Rising ? "rising" : "falling")} at {edge.TimeNs} ns, number {edge.Sequence}");
            seen += taken;
            cancellation.WaitHandle.WaitOne(LookMs);
        }
        if (seconds > 0) Say($"edges: {seen}");
        return ExitCode.Ok;
    }

    /// <summary>Captures scans of a converter and prints them in the unit of the kernel's ABI (mV, mA …).</summary>
    /// <param name="name">The device's name or iio:deviceN, as `v2g hal list` shows it.</param>
    /// <param name="channels">Channels, with commas between, in the order wanted.</param>
    /// <param name="scans">How many scans.</param>
    /// <param name="rate">Sampling frequency of the device or its trigger, Hz.</param>
    /// <param name="trigger">The trigger's name.</param>
    /// <param name="timeout">Seconds without a scan after which it has failed.</param>
    [Command("iio")]
    public int Iio([Argument] string name, string channels, int scans, double? rate = null, string? trigger = null, double timeout = 5, CancellationToken cancellation = default)
    {
        if (scans is not (>= 1 and <= 1_000_000)) throw new VerbFailure(ExitCode.Usage, $"--scans {scans}: allowed 1 … 1000000");
        if (rate is not (null or (> 0 and <= 1e6))) throw new VerbFailure(ExitCode.Usage, $"--rate {rate}: allowed above 0, up to 1000000 Hz");
        if (timeout is not (> 0 and <= 3600)) throw new VerbFailure(ExitCode.Usage, $"--timeout {timeout}: allowed above 0, up to 3600 s");
        string[] wanted = channels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0 || wanted.Distinct().Count() != wanted.Length) throw new VerbFailure(ExitCode.Usage, $"--channels {channels}: each once, at least one");
        using IioCapture capture = new(new(name, wanted) { Trigger = trigger, SamplingFrequencyHz = rate });
        Say($"device: {name}");
        Say($"rate: {capture.SamplingFrequencyHz?.ToString("R", CultureInfo.InvariantCulture) ?? "not told"} Hz");
        Say($"scan: {capture.ScanBytes} bytes");
        double[] values = new double[64 * capture.ChannelCount];
        long[] times = new long[64];
        long first = 0, last = 0, heard = MonotonicClock.NowNs;
        int seen = 0;
        while (seen < scans && !cancellation.IsCancellationRequested)
        {
            int got = capture.Read(values, times.AsSpan(0, Math.Min(times.Length, scans - seen)));
            if (got < 0) throw new VerbFailure(ExitCode.Failed, $"{name}: the device is gone");
            for (int i = 0; i < got; i++, seen++)
            {
                if (seen == 0) first = times[i];
                last = times[i];
                Say($"scan {seen}: {times[i]} ns {string.Join(' ', values.AsSpan(i * capture.ChannelCount, capture.ChannelCount).ToArray().Select(v => v.ToString("0.######", CultureInfo.InvariantCulture)))}");
            }
            if (got > 0) heard = MonotonicClock.NowNs;
            else if (MonotonicClock.NowNs - heard > timeout * 1e9) throw new VerbFailure(ExitCode.Failed, $"{name}: no scan for {timeout:R} s after {seen} (does its trigger run?)");
            else cancellation.WaitHandle.WaitOne(LookMs);
        }
        Say($"scans: {seen}");
        if (seen > 1) Say($"measured rate: {((seen - 1) * 1e9 / Math.Max(1, last - first)).ToString("0.###", CultureInfo.InvariantCulture)} Hz");
        return seen == scans ? ExitCode.Ok : ExitCode.Interrupted;
    }

    /// <summary>Arms the hardware watchdog, feeds it for a while and disarms it; with --bite lets it reset the board.</summary>
    /// <param name="seconds">How long it is fed.</param>
    /// <param name="timeout">Time-out to ask for, s.</param>
    /// <param name="bite">Stop feeding and wait for the reset.</param>
    /// <param name="device">The watchdog's node.</param>
    [Command("watchdog")]
    public int Watchdog(double seconds, int? timeout = null, bool bite = false, string device = "/dev/watchdog", CancellationToken cancellation = default)
    {
        if (seconds is not (>= 0 and <= 3600)) throw new VerbFailure(ExitCode.Usage, $"--seconds {seconds}: allowed 0 … 3600");
        HardwareWatchdog watchdog = new(device);
        bool disarm = true;
        try
        {
            Say($"identity: {watchdog.Identity}");
            Say($"boot status: {(uint)watchdog.BootStatus} ({watchdog.BootStatus.BootText()})");
            Say($"stays armed when its process dies: {(watchdog.StaysArmed ? "yes" : "no")}");
            int granted = timeout is { } wanted ? watchdog.SetTimeout(wanted) : watchdog.TimeoutSeconds;
            Say($"armed: time-out {granted} s");
            int fed = Feed(watchdog, seconds, granted, cancellation);
            Say($"fed: {fed} times");
            if (!bite || cancellation.IsCancellationRequested) return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Ok;
            disarm = false;
            Say($"not fed any more: the board resets within {granted} s");
            cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(granted * 2 + 1));
            disarm = true;
            throw new VerbFailure(ExitCode.Failed, $"{device}: no reset came in twice its time-out");
        }
        finally
        {
            watchdog.Release(disarm);
            if (disarm) Say("disarmed");
        }
    }

    static int Feed(HardwareWatchdog watchdog, double seconds, int timeoutSeconds, CancellationToken cancellation)
    {
        int fed = 0, pauseMs = Math.Clamp(timeoutSeconds * 1000 / 4, 100, 1000);
        long end = MonotonicClock.NowNs + (long)(seconds * 1e9);
        do
        {
            if (!watchdog.Feed()) throw new VerbFailure(ExitCode.Failed, $"{watchdog.Path}: feeding it failed");
            fed++;
            cancellation.WaitHandle.WaitOne(pauseMs);
        }
        while (MonotonicClock.NowNs < end && !cancellation.IsCancellationRequested);
        return fed;
    }

    static void Say(string fact)
    {
        Console.Out.WriteLine(fact);
        // A reset takes away what is still in a buffer.
        Console.Out.Flush();
    }
}
