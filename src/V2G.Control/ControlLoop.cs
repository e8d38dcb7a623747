using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Control.Settings;

namespace V2G.Control;

/// <summary>
/// The way of a sample, on one page: block → measure → decide → command. One instance per unit; everything it needs is allocated
/// here, and <see cref="Tick(in SampleBlock, in TickInputs, out TickOutputs)"/> allocates nothing.
/// </summary>
public sealed class ControlLoop
{
    // A change of the share has passed through the one-cycle window after this many half cycles, refreshes and all.
    const int SettleHalfCycles = 6;

    ControlSettings _settings;
    readonly double[] _held;
    ControlState _state;
    GridMeasurement _grid;
    double _heldShare = 1;
    long _heldSince;

    /// <param name="longestBlock">Most samples per channel that a block will hold while a sag is simulated.</param>
    /// <param name="bus">A meter on a bus is sensed with in place of samples; null: samples are.</param>
    public ControlLoop(in ControlSettings settings, MeterSettings meter, int longestBlock = 512, BusMeterSettings? bus = null)
    {
        _settings = settings;
        Meter = new GridMeter(meter);
        if (bus is { } settingsOfBus) BusMeter = new(settingsOfBus);
        _held = new double[longestBlock * meter.ChannelCount];
        HeldVoltagePu = double.NaN;
    }

    public GridMeter Meter { get; }

    /// <summary>What makes a measurement of a bus meter's readings; null where samples are measured.</summary>
    public BusMeter? BusMeter { get; }

    /// <summary>The newest figures of 200 ms, whatever measures.</summary>
    public ref readonly ReportBlock Report => ref BusMeter is null ? ref Meter.Report : ref BusMeter.Report;

    /// <summary>Energy so far, whatever measures.</summary>
    public EnergyCounters Energy => BusMeter?.Energy ?? Meter.Energy;

    public ref readonly ControlSettings Settings => ref _settings;

    public ref readonly ControlState State => ref _state;

    /// <summary>What the last tick decided on.</summary>
    public ref readonly GridMeasurement Grid => ref _grid;

    /// <summary>
    /// A sag simulated at the sensing stage: voltage samples are scaled so that this is measured (the mean of the phases), pu above 0;
    /// NaN for the truth. What flows is not scaled, so powers and energy are those of the truth. A grid that leaves the continuous
    /// region by itself (IEEE 1547-2018 6.4.2: 0.88 … 1.10 pu), or has no rhythm, is shown as it is for as long as that lasts: a test
    /// must not blind the protection.
    /// </summary>
    public double HeldVoltagePu { get; set; }

    /// <summary>Other settings from the next tick on; they must have passed their check. What the functions remember stays.</summary>
    public void Adopt(in ControlSettings settings)
    {
        _settings = settings;
        Interventions++;
    }

    /// <summary>As if it had long been in service: for a replay and a bench.</summary>
    public void AssumeInService()
    {
        _state.AssumeInService();
        Interventions++;
    }

    /// <summary>What the contactors had been through before this start.</summary>
    public void Remember(in ContactorWear grid, in ContactorWear vehicle)
    {
        _state.Path.Remember(grid, vehicle);
        Interventions++;
    }

    /// <summary>How often settings or state were changed otherwise than by a tick: a recording of the ticks must be told of them anew.</summary>
    public long Interventions { get; private set; }

    /// <summary>One tick on a block of raw samples.</summary>
    public void Tick(in SampleBlock block, in TickInputs input, out TickOutputs output)
    {
        if (double.IsNaN(HeldVoltagePu))
        {
            _heldShare = 1;
            Truth(block);
        }
        else
        {
            Hold(block);
        }
        _grid = Meter.Latest;
        Controller.Step(_settings, _grid, input, ref _state, out output);
    }

    /// <summary>One tick on what a bus meter said last; a reading that has been seen before is no new one.</summary>
    public void Tick(in MeterReading reading, in TickInputs input, out TickOutputs output)
    {
        if (double.IsNaN(HeldVoltagePu)) _heldShare = 1;
        else Follow(BusMeter!.Latest);
        BusMeter!.Take(reading, _heldShare);
        _grid = BusMeter.Latest;
        Controller.Step(_settings, _grid, input, ref _state, out output);
    }

    /// <summary>One tick without new samples, on what was measured last: how old that may be, the decision judges.</summary>
    public void Tick(in TickInputs input, out TickOutputs output)
    {
        _grid = Meter.Latest;
        Controller.Step(_settings, _grid, input, ref _state, out output);
    }

    /// <summary>One tick on a measurement that somebody else made: an ideal grid.</summary>
    public void Tick(in GridMeasurement grid, in TickInputs input, out TickOutputs output)
    {
        _grid = grid;
        Controller.Step(_settings, _grid, input, ref _state, out output);
    }

    void Truth(in SampleBlock block)
    {
        Meter.VoltageShare = 1;
        Meter.Process(block);
    }

    void Hold(in SampleBlock block)
    {
        Follow(Meter.Latest);
        int voltages = Meter.Settings.PhaseCount * block.Count;
        if (block.Samples.Length > _held.Length || voltages > block.Samples.Length)
        {
            // More than was prepared for: the truth rather than a wrong sag.
            _heldShare = 1;
            Truth(block);
            return;
        }
        for (int i = 0; i < block.Samples.Length; i++) _held[i] = block.Samples[i] * (i < voltages ? _heldShare : 1);
        Meter.VoltageShare = _heldShare;
        Meter.Process(block with { Samples = _held.AsSpan(0, block.Samples.Length) });
    }

    // The grid's own voltage goes on changing, not least by what we inject; the share follows it, but only once a change of the share
    // itself has passed through the window.
    void Follow(in GridMeasurement seen)
    {
        if (_heldShare != 1 && seen.HalfCycles < _heldSince + SettleHalfCycles) return;
        _heldSince = seen.HalfCycles;
        bool sound = seen.Valid && seen.Sync == SyncState.Locked && seen.LowestVoltagePu >= 0.88 * _heldShare && seen.HighestVoltagePu <= 1.10 * _heldShare;
        _heldShare = sound && HeldVoltagePu > 0 ? _heldShare * HeldVoltagePu / seen.VoltagePu.Mean : 1;
    }
}
