using System.Globalization;
using V2G.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["exi", ..])
{
    ExiBenchmark.Run(args is [_, "--opponent", var csv] ? csv : null);
    return 0;
}
Console.WriteLine("One core, best of five runs. Bytes are those that the thread allocated while it was timed.");
ControlTickBenchmark.Run();
DecisionBenchmark.Run();
ImageBenchmark.Run();
BlackBoxBenchmark.Run();
SimulationBenchmark.Run();
ExiBenchmark.Run(null);
return 0;
