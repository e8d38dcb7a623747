using System.Globalization;
using V2G.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine("One core, best of five runs. Bytes are those that the thread allocated while it was timed.");
ControlTickBenchmark.Run();
DecisionBenchmark.Run();
ImageBenchmark.Run();
BlackBoxBenchmark.Run();
SimulationBenchmark.Run();
return 0;
