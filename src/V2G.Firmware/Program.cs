using ConsoleAppFramework;
using V2G.Firmware.Terminal;
using V2G.Firmware.Verbs;

// The wiring: every verb that the binary knows, on one page.
string[]? words = CommandLine.Prepare(Environment.GetCommandLineArgs()[0], args, Console.Error);
if (words is null) return ExitCode.Usage;

ConsoleApp.ConsoleAppBuilder app = ConsoleApp.Create();
app.UseFilter<VerbFilter>();
app.Add<ExplainVerb>();
app.Add<ConfigVerbs>("config");
app.Add<CurveVerbs>("curve");
app.Add<StatusVerbs>();
app.Add<PostVerb>();
app.Add<MeterVerb>();
app.Add<ReportVerb>();
app.Add<RunVerb>();
app.Add<RoleVerb>();
app.Add<LiveVerb>();
app.Add<TestingToolVerb>();
app.Add<CompareVerb>("testing-tool");
app.Add<ServeVerb>("testing-tool");
app.Add<TypeTestVerb>("testing-tool");
app.Add<ReplayVerb>();
app.Add<CalibrateVerb>();
app.Add<EventsVerb>();
app.Add<FaultVerbs>("fault");
app.Add<TestVerbs>("test");
app.Add<ExiVerbs>("exi");
app.Add<HalVerbs>("hal");
app.Add<HalTryVerbs>("hal try");
app.Add<SimulateVerbs>("simulate");
await app.RunAsync(words);
return Environment.ExitCode;
