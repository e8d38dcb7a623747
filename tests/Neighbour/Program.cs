using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

// A process that allocates like a busy link, so that the latency run can see whether the control loop notices it.
// usage: neighbour MEGABYTES-PER-SECOND LIVE-MEGABYTES     until SIGTERM; then says what it did

const int Overhead = 24, NodeBytes = 120, Burst = 400;

if (args.Length != 2 || !args.All(a => double.TryParse(a, CultureInfo.InvariantCulture, out double v) && v > 0))
{
    Console.Error.WriteLine("usage: neighbour MEGABYTES-PER-SECOND LIVE-MEGABYTES");
    return 2;
}
double[] figures = [.. args.Select(a => double.Parse(a, CultureInfo.InvariantCulture))];
double bytesPerSecond = figures[0] * 1e6;
bool stop = false;
using PosixSignalRegistration end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    Volatile.Write(ref stop, true);
});

// What lives on, in nodes of roughly a kilobyte with what they hold.
object?[] living = new object?[Math.Max(1, (int)(figures[1] * 1000))];
Random random = new(1);
Stopwatch clock = Stopwatch.StartNew();
double allocated = 0;
int next = 0;
while (!Volatile.Read(ref stop))
{
    for (int i = 0; i < Burst; i++)
    {
        byte[] message = new byte[random.Next(16, 484)];
        allocated += message.Length + Overhead;
        if (i % 8 != 0) continue;
        living[next++ % living.Length] = new[] { message, new string('x', 20), (living[random.Next(living.Length)] as object[])?[0] };
        allocated += NodeBytes;
    }
    double ahead = allocated / bytesPerSecond - clock.Elapsed.TotalSeconds;
    if (ahead > 0.001) Thread.Sleep((int)(ahead * 1000));
}
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"neighbour: {allocated / 1e6 / clock.Elapsed.TotalSeconds:0} MB/s, {GC.CollectionCount(0)} collections, {GC.GetTotalPauseDuration().TotalMilliseconds:0} ms paused"));
return 0;
