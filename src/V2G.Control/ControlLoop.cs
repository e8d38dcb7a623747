using V2G.Control.Measurement;
using V2G.Control.Settings;

namespace V2G.Control;

/// <summary>
/// The way of a sample, on one page: block → measure → decide → command. One instance per unit; everything it needs is allocated
/// here, and <see cref="Tick(in SampleBlock, in TickInputs, out TickOutputs)"/> allocates nothing.
/// </summary>
public sealed class ControlLoop
{
    readonly ControlSettings _settings;
    readonly double[] _held;
    ControlState _state;
    GridMeasurement _grid;
    double _heldShare = 1;
    long _heldSince;

    /// <param name="longestBlock">Most samples per channel that a block will hold while a sag is simulated.</param>
    public ControlLoop(in ControlSettings settings, MeterSettings meter, int longestBlock = 512)
    {
        _settings = settings;
        Meter = new GridMeter(meter);
        _held = new double[longestBlock * meter.ChannelCount];
        HeldVoltagePu = double.NaN;
    }

    public GridMeter Meter { get; }

    public ref readonly ControlSettings Settings => ref _settings;

    public ref readonly ControlState State => ref _state;

    /// <summary>What the last tick decided on.</summary>
    public ref readonly GridMeasurement Grid => ref _grid;

    /// <summary>
    /// A sag simulated at the sensing stage: voltage samples are scaled so that this is measured, pu; NaN for the truth. What flows
    /// is not scaled, so measured powers are put right again.
    /// </summary>
    public double HeldVoltagePu { get; set; }

    /// <summary>As if it had long been in service: for a replay and a bench.</summary>
    public void AssumeInService() => _state.AssumeInService();

    /// <summary>One tick on a block of raw samples.</summary>
    public void Tick(in SampleBlock block, in TickInputs input, out TickOutputs output)
    {
        if (double.IsNaN(HeldVoltagePu))
        {
            _heldShare = 1;
            Meter.Process(block);
            _grid = Meter.Latest;
        }
        else
        {
            Hold(block);
        }
        Controller.Step(_settings, _grid, input, ref _state, out output);
    }

    /// <summary>One tick on a measurement that somebody else made: an ideal grid, or a meter on a bus.</summary>
    public void Tick(in GridMeasurement grid, in TickInputs input, out TickOutputs output)
    {
        _grid = grid;
        Controller.Step(_settings, _grid, input, ref _state, out output);
    }

    void Hold(in SampleBlock block)
    {
        // The grid's own voltage goes on changing, not least by what we inject; the share follows it, but only once a change of
        // the share itself has passed through the one-cycle window.
        double measured = Meter.Latest.VoltagePu.Mean;
        if (_heldShare == 1 || Meter.Latest.HalfCycles >= _heldSince + 6)
        {
            if (measured > 0.05) _heldShare *= HeldVoltagePu / measured;
            _heldSince = Meter.Latest.HalfCycles;
        }
        int voltages = Meter.Settings.PhaseCount * block.Count;
        if (block.Samples.Length > _held.Length || voltages > block.Samples.Length)
        {
            // More than was prepared for: the truth rather than a wrong sag.
            Meter.Process(block);
        }
        else
        {
            for (int i = 0; i < block.Samples.Length; i++) _held[i] = block.Samples[i] * (i < voltages ? _heldShare : 1);
            Meter.Process(block with { Samples = _held.AsSpan(0, block.Samples.Length) });
        }
        _grid = Meter.Latest;
        _grid.ActivePowerPu /= _heldShare;
        _grid.VarInjectedPu /= _heldShare;
        _grid.ApparentPowerPu /= _heldShare;
    }
}
