namespace V2G.Firmware.TypeTests;

/// <summary>The power that a criterion is about.</summary>
internal enum Quantity { ActivePower, VarInjected }

/// <summary>What was allowed for how long: drawn behind the curve.</summary>
internal sealed record Expectation(Quantity Quantity, double From, double To, double Expected, Band Allowed);

/// <summary>One step of a procedure, with what it was judged by.</summary>
internal sealed record TestStep(string Name, double From, double To, IReadOnlyList<Check> Checks)
{
    public bool Passed => Checks.All(c => c.Passed);
}

/// <summary>A run of steps that belong together, e.g. one characteristic at one power, with the time series of all of them.</summary>
internal sealed class StepGroup(string name)
{
    readonly List<TestStep> _steps = [];
    readonly List<Expectation> _expectations = [];

    public string Name { get; } = name;

    public Trace Trace { get; } = new();

    public IReadOnlyList<TestStep> Steps => _steps;

    public IReadOnlyList<Expectation> Expectations => _expectations;

    /// <summary>A group without a step has shown nothing.</summary>
    public bool Passed => _steps.Count > 0 && _steps.All(s => s.Passed);

    /// <summary>The first criterion that was not met, with its step; null where all were.</summary>
    public string? FirstFailure => _steps.Where(s => !s.Passed).Select(s => $"{s.Name}: {s.Checks.First(c => !c.Passed).Text}").FirstOrDefault();

    public void Add(string step, double from, double to, params IReadOnlyList<Check> checks) => _steps.Add(new(step, from, to, checks));

    /// <summary>The last step, judged by more.</summary>
    public void Replace(TestStep last) => _steps[^1] = last;

    public void Expect(Quantity quantity, double from, double to, double expected, Band allowed) => _expectations.Add(new(quantity, from, to, expected, allowed));
}
