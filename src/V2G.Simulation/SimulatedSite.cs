using V2G.Control;
using V2G.Simulation.Feeder;

namespace V2G.Simulation;

/// <summary>
/// The plant: one virtual clock, one seed, one source, one feeder, its changing loads and any number of units. A tick is:
/// script → inverter currents → network → what everyone measures.
/// </summary>
public sealed class SimulatedSite
{
    readonly List<LoadProfile> _profiles = [];
    readonly List<Phasor> _constantLoads = [];
    readonly SimulatedUnit[] _units;

    /// <param name="placements">A unit's settings and the feeder node that it stands at.</param>
    public SimulatedSite(ulong seed, GridSource source, RadialFeeder feeder, IReadOnlyList<(UnitSettings Settings, int Node)> placements,
        long tickNs = 1_000_000)
    {
        if (tickNs <= 0) throw new ArgumentOutOfRangeException(nameof(tickNs), tickNs, "must be above 0 ns");
        Seed = seed;
        TickNs = tickNs;
        Source = source;
        Feeder = feeder;
        _units = new SimulatedUnit[placements.Count];
        for (int k = 0; k < _units.Length; k++)
        {
            (UnitSettings settings, int node) = placements[k];
            if (settings.Phases != placements[0].Settings.Phases)
                throw new ArgumentException($"unit {k} has {settings.Phases} phases, allowed: as many as unit 0", nameof(placements));
            for (int other = 0; other < k; other++)
                if (placements[other].Node == node)
                    throw new ArgumentException($"node {node} holds two units; allowed: one", nameof(placements));
            _units[k] = new SimulatedUnit(settings, feeder, node, tickNs, SeededRandom.For(seed, (ulong)k + 1));
        }
    }

    public ulong Seed { get; }

    public long TickNs { get; }

    /// <summary>Virtual CLOCK_MONOTONIC, ns.</summary>
    public long NowNs { get; private set; }

    public GridSource Source { get; }

    public RadialFeeder Feeder { get; }

    public ReadOnlySpan<SimulatedUnit> Units => _units;

    /// <summary>The last tick's network had a solution.</summary>
    public bool Solved { get; private set; } = true;

    /// <summary>Adds a changing load; one per node.</summary>
    public void Add(LoadProfile profile)
    {
        foreach (LoadProfile other in _profiles)
            if (other.Node == profile.Node)
                throw new ArgumentException($"node {profile.Node} already has a profile; allowed: one", nameof(profile));
        _profiles.Add(profile);
        _constantLoads.Add(Feeder.Load(profile.Node));
    }

    /// <summary>Advances one tick; <paramref name="commands"/> holds one command per unit, in their order.</summary>
    public void Step(ReadOnlySpan<InverterCommand> commands)
    {
        if (commands.Length != _units.Length)
            throw new ArgumentException($"{commands.Length} commands for {_units.Length} units", nameof(commands));
        long fromNs = NowNs, nowNs = NowNs + TickNs;
        NowNs = nowNs;
        Source.Advance(nowNs);
        for (int k = 0; k < _profiles.Count; k++)
        {
            LoadProfile profile = _profiles[k];
            Phasor changing = new(profile.ActivePu.At(fromNs), profile.ReactivePu.At(fromNs)), sum = _constantLoads[k] + changing;
            Feeder.SetLoad(profile.Node, sum.Re, sum.Im);
        }
        for (int k = 0; k < _units.Length; k++) _units[k].Actuate(commands[k], nowNs);
        Solved = Feeder.Solve(SourceVoltage(), Source.TickHz / Source.NominalHz);
        for (int k = 0; k < _units.Length; k++) _units[k].Observe(commands[k], Source, fromNs, nowNs);
    }

    // A single-phase site hangs on phase A; a three-phase one is solved in positive sequence.
    Phasor SourceVoltage() => _units.Length > 0 && _units[0].Settings.Phases == 1 ? Source.PhasesPu.A : Source.PhasesPu.Positive;
}
