namespace V2G.Simulation.Feeder;

/// <summary>The series impedance that feeds a node from its parent, pu on the feeder's base at nominal frequency.</summary>
/// <param name="Parent">Index of the feeding node, smaller than the node's own; −1 for the source.</param>
public readonly record struct FeederBranch(int Parent, double ResistancePu, double ReactancePu);

/// <summary>
/// A radial network in positive-sequence phasors, per unit on one power base, solved by the backward/forward sweep: currents are
/// summed from the leaves to the source, then voltages are lowered from the source to the leaves, until no voltage moves.
/// Starts from the last solution, so a quiet network costs one sweep. Allocates only in the constructor.
/// <para>Loads draw constant power down to <see cref="ConstantPowerDownToPu"/>, below it constant impedance (a constant-power
/// load has no solution in a deep sag). Units inject constant power or a current fixed to their own voltage's angle.</para>
/// </summary>
public sealed class RadialFeeder
{
    /// <summary>Below this voltage a load turns into the impedance that draws its power here, pu.</summary>
    public const double ConstantPowerDownToPu = 0.7;

    const double ToleranceSquared = 1e-20;
    const double LowestToFollowSquared = 1e-6;
    const int MaxSweeps = 60;

    struct Node
    {
        public int Parent;
        public double R, X;
        public double LoadP, LoadQ;
        public double UnitP, UnitQ;
        public double CurrentP, CurrentQ;
        public double DirectionRe, DirectionIm;
        public double VRe, VIm;
        public double IRe, IIm;
    }

    readonly Node[] _nodes;
    Phasor _source;

    public RadialFeeder(double baseVoltAmperes, ReadOnlySpan<FeederBranch> branches)
    {
        if (!(baseVoltAmperes > 0)) throw new ArgumentOutOfRangeException(nameof(baseVoltAmperes), baseVoltAmperes, "must be above 0 VA");
        if (branches.IsEmpty) throw new ArgumentException("a feeder has at least one branch", nameof(branches));
        BaseVoltAmperes = baseVoltAmperes;
        _nodes = new Node[branches.Length];
        for (int k = 0; k < branches.Length; k++)
        {
            if (branches[k].Parent < -1 || branches[k].Parent >= k)
                throw new ArgumentException($"node {k} is fed from {branches[k].Parent}; allowed: −1 (the source) … {k - 1}",
                    nameof(branches));
            _nodes[k] = new Node
            {
                Parent = branches[k].Parent, R = branches[k].ResistancePu, X = branches[k].ReactancePu, VRe = 1, DirectionRe = 1,
            };
        }
        _source = new(1, 0);
    }

    /// <summary>One node behind a Thévenin impedance, e.g. a strong source of 20 times the base: |Z| = 0.05.</summary>
    public static RadialFeeder Thevenin(double baseVoltAmperes, double resistancePu, double reactancePu)
        => new(baseVoltAmperes, [new FeederBranch(-1, resistancePu, reactancePu)]);

    public double BaseVoltAmperes { get; }

    public int NodeCount => _nodes.Length;

    /// <summary>Sweeps that the last <see cref="Solve"/> took.</summary>
    public int Sweeps { get; private set; }

    /// <summary>Power drawn at a node, pu; a generator is a load of negative active power.</summary>
    public void SetLoad(int node, double activePu, double reactivePu)
    {
        _nodes[node].LoadP = activePu;
        _nodes[node].LoadQ = reactivePu;
    }

    /// <summary>Power drawn at a node at or above <see cref="ConstantPowerDownToPu"/>: (active, reactive), pu.</summary>
    public Phasor Load(int node) => new(_nodes[node].LoadP, _nodes[node].LoadQ);

    /// <summary>Power injected at a node, pu; as constant as a load's.</summary>
    public void SetInjection(int node, double activePu, double varInjectedPu)
    {
        _nodes[node].UnitP = activePu;
        _nodes[node].UnitQ = varInjectedPu;
    }

    /// <summary>Current injected at a node, split along the node's own voltage: power is |V|·(active + j·var), pu.</summary>
    public void SetCurrent(int node, double activePu, double varPu)
    {
        _nodes[node].CurrentP = activePu;
        _nodes[node].CurrentQ = varPu;
    }

    /// <summary>
    /// Solves for a source voltage; reactances scale with the frequency ratio (present / nominal). Where currents along their own
    /// voltage have no solution (next to nothing is left of the source's), they keep the direction they had before.
    /// </summary>
    /// <returns>
    /// False when the sweep did not settle: the loads ask for more than the network can carry. Voltages are then the last iterate.
    /// </returns>
    public bool Solve(Phasor source, double frequencyRatio = 1)
    {
        _source = source;
        Sweeps = 0;
        return Settle(source, frequencyRatio, follow: true) || Settle(source, frequencyRatio, follow: false);
    }

    bool Settle(Phasor source, double frequencyRatio, bool follow)
    {
        for (int sweep = 0; sweep < MaxSweeps; sweep++)
        {
            Sweeps++;
            Backward(follow);
            if (Forward(source, frequencyRatio) > ToleranceSquared) continue;
            if (follow) KeepDirections();
            return true;
        }
        return false;
    }

    public Phasor Voltage(int node) => new(_nodes[node].VRe, _nodes[node].VIm);

    /// <summary>Unit phasor that the node's <see cref="SetCurrent"/> is split along: its voltage's, or the last one it could follow.</summary>
    public Phasor CurrentDirection(int node) => new(_nodes[node].DirectionRe, _nodes[node].DirectionIm);

    /// <summary>Current into the node from its parent, pu.</summary>
    public Phasor BranchCurrent(int node) => new(_nodes[node].IRe, _nodes[node].IIm);

    /// <summary>Power that flows into a node through its branch, at the node's end, pu: (active, reactive).</summary>
    public Phasor PowerInto(int node) => Voltage(node) * BranchCurrent(node).Conjugate;

    /// <summary>Power that leaves the source, pu: (active, reactive).</summary>
    public Phasor SourcePower
    {
        get
        {
            Phasor sum = default;
            for (int k = 0; k < _nodes.Length; k++)
                if (_nodes[k].Parent < 0) sum += _source * BranchCurrent(k).Conjugate;
            return sum;
        }
    }

    /// <summary>Heat in all branches, pu.</summary>
    public double LossesPu
    {
        get
        {
            double sum = 0;
            foreach (ref readonly Node n in _nodes.AsSpan()) sum += (n.IRe * n.IRe + n.IIm * n.IIm) * n.R;
            return sum;
        }
    }

    void KeepDirections()
    {
        foreach (ref Node n in _nodes.AsSpan())
        {
            if (n.CurrentP == 0 && n.CurrentQ == 0) continue;
            double square = n.VRe * n.VRe + n.VIm * n.VIm;
            if (square < LowestToFollowSquared) continue;
            double inverse = 1 / Math.Sqrt(square);
            n.DirectionRe = n.VRe * inverse;
            n.DirectionIm = n.VIm * inverse;
        }
    }

    void Backward(bool follow)
    {
        Node[] nodes = _nodes;
        for (int k = 0; k < nodes.Length; k++) NodeCurrent(ref nodes[k], follow);
        for (int k = nodes.Length - 1; k > 0; k--)
        {
            int parent = nodes[k].Parent;
            if (parent < 0) continue;
            nodes[parent].IRe += nodes[k].IRe;
            nodes[parent].IIm += nodes[k].IIm;
        }
    }

    // I = conj(S/V) = conj(S)·V/|V|² for power, and conj(i)·V/|V| for a current along the voltage; both are a factor times V.
    static void NodeCurrent(ref Node n, bool follow)
    {
        double re = 0, im = 0;
        double square = n.VRe * n.VRe + n.VIm * n.VIm;
        if (n.LoadP != 0 || n.LoadQ != 0)
        {
            double inverse = 1 / Math.Max(square, ConstantPowerDownToPu * ConstantPowerDownToPu);
            re = n.LoadP * inverse;
            im = -n.LoadQ * inverse;
        }
        if (n.UnitP != 0 || n.UnitQ != 0)
        {
            double inverse = 1 / Math.Max(square, ConstantPowerDownToPu * ConstantPowerDownToPu);
            re -= n.UnitP * inverse;
            im += n.UnitQ * inverse;
        }
        bool along = follow && square > LowestToFollowSquared;
        if (along && (n.CurrentP != 0 || n.CurrentQ != 0))
        {
            double inverse = 1 / Math.Sqrt(square);
            re -= n.CurrentP * inverse;
            im += n.CurrentQ * inverse;
        }
        n.IRe = re * n.VRe - im * n.VIm;
        n.IIm = re * n.VIm + im * n.VRe;
        if (along) return;
        n.IRe -= n.CurrentP * n.DirectionRe + n.CurrentQ * n.DirectionIm;
        n.IIm -= n.CurrentP * n.DirectionIm - n.CurrentQ * n.DirectionRe;
    }

    double Forward(Phasor source, double frequencyRatio)
    {
        Node[] nodes = _nodes;
        double moved = 0;
        for (int k = 0; k < nodes.Length; k++)
        {
            ref Node n = ref nodes[k];
            double re = source.Re, im = source.Im;
            if (n.Parent >= 0)
            {
                re = nodes[n.Parent].VRe;
                im = nodes[n.Parent].VIm;
            }
            double x = n.X * frequencyRatio;
            re -= n.R * n.IRe - x * n.IIm;
            im -= n.R * n.IIm + x * n.IRe;
            double dRe = re - n.VRe, dIm = im - n.VIm;
            moved = Math.Max(moved, dRe * dRe + dIm * dIm);
            n.VRe = re;
            n.VIm = im;
        }
        return moved;
    }
}
