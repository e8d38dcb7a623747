using V2G.Control;
using V2G.Control.Protection;
using V2G.Firmware.Live;
using V2G.Firmware.Terminal;
using V2G.Linux.ProcessImage;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>The sag trial on a running controller: injected at its sensing stage, watched through its process image.</summary>
internal static class SagRemote
{
    const int PollMs = 5;

    public static SagTrace Hold(in ControllerImage before, double sagPu, double durationSeconds, bool energised, CancellationToken cancellation)
    {
        if (before.SagTest != SagTest.None) throw new VerbFailure(ExitCode.Refused, "refused: another test runs");
        using ImageReader file = RunDirectory.OpenImage();
        SectionReader<ControllerImage> reader = file.Section<ControllerImage>(ImageLayouts.Shown);
        List<SagSample> samples = [];
        List<string> transitions = [];
        long eventsSeen = before.State.Events.Written;
        TripElement trip = TripElement.None;
        double start = double.NaN, last = before.TimeNs * 1e-9, widest = 0;
        // A second of baseline comes first.
        double baselineUntil = before.TimeNs * 1e-9 + 1;
        bool asked = false;
        DateTime askedUtc = default;
        double wait = SagTrial.LongEnough(before.Settings) + 2;
        List<SagSample> baseline = [];
        long patience = Environment.TickCount64 + (long)((durationSeconds + wait + 30) * 1000);
        while (Environment.TickCount64 < patience)
        {
            if (cancellation.IsCancellationRequested)
            {
                if (asked) ControlRequest.Send(new() { Kind = RequestKind.EndSag });
                cancellation.ThrowIfCancellationRequested();
            }
            if (!reader.TryRead(out ControllerImage image, out long stamp) || MonotonicClock.NowNs - stamp > RunDirectory.StaleNs)
                throw new VerbFailure(ExitCode.Unreachable, "the controller stopped during the test");
            double now = image.TimeNs * 1e-9;
            if (now > last)
            {
                widest = Math.Max(widest, now - last);
                last = now;
                if (asked && double.IsNaN(start) && image.SagTest != SagTest.None) start = now;
                // Without --energised nothing is delivered: the decision stands for it.
                double delivered = energised ? image.Grid.VarInjectedPu : image.Output.DecidedVarInjectedPu;
                SagSample sample = new(now - start, image.Grid.VoltagePu.Mean, image.Output.DecidedVarInjectedPu, delivered);
                (double.IsNaN(start) ? baseline : samples).Add(double.IsNaN(start) ? sample with { Seconds = now } : sample);
                if (image.State.Trip != TripElement.None) trip = image.State.Trip;
                foreach ((long timeNs, string text, _) in EventText.Since(image.State.Events, ref eventsSeen))
                    transitions.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{timeNs * 1e-9 - start:0.000} s  {text}"));
            }
            if (image.SagTest == SagTest.None && now - start < durationSeconds - 2 * widest)
                throw new VerbFailure(ExitCode.Refused, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the test was ended from elsewhere after {now - start:0.0} s"));
            if (!asked && now >= baselineUntil)
            {
                askedUtc = DateTime.UtcNow;
                ControlRequest.Send(new()
                {
                    Kind = RequestKind.SimulateSag, VoltagePu = sagPu, Seconds = durationSeconds, Test = energised ? SagTest.Energised : SagTest.PowerInhibited,
                });
                asked = true;
            }
            if (now - start > durationSeconds + wait) break;
            Thread.Sleep(PollMs);
        }
        if (double.IsNaN(start)) throw new VerbFailure(ExitCode.Timeout, "the controller accepted the test but did not begin it");
        samples.InsertRange(0, baseline.Select(s => s with { Seconds = s.Seconds - start }));
        return new(sagPu, durationSeconds, samples, transitions, trip) { AskedUtc = askedUtc };
    }
}
