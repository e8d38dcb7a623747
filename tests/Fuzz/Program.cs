using System.Globalization;
using V2G.Fuzz;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not ["exi", ..] || !double.TryParse(args.Length > 1 ? args[1] : "60", out double seconds))
{
    Console.Error.WriteLine("usage: fuzz exi [SECONDS [SEED [AT MOST INPUTS]]]");
    return 2;
}
int seed = args.Length > 2 ? int.Parse(args[2]) : Environment.TickCount;
long atMost = args.Length > 3 ? long.Parse(args[3]) : long.MaxValue;
ExiFuzzer fuzzer = new(seed);
fuzzer.Run(TimeSpan.FromSeconds(seconds), atMost, Console.Error.WriteLine);
foreach (string finding in fuzzer.Findings) Console.WriteLine(finding);
Console.WriteLine($"seed {seed}: {fuzzer.Generated} generated messages, {fuzzer.Mutated} mutated inputs ({fuzzer.Accepted} still messages), {fuzzer.Kept} kept to mutate");
Console.WriteLine($"{(fuzzer.Findings.Count == 0 ? 1 : 0)} passed, {fuzzer.Findings.Count} failed");
return fuzzer.Findings.Count == 0 ? 0 : 1;
