using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Simulation;

namespace V2G.Control.Tests;

public class ControllerInvariantTests
{
    static readonly double[] Hostile =
    [
        0, -0.0, 1, -1, 0.44, 1e-300, 1e300, -1e300, double.MaxValue, double.MinValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    static ControlSettings SettingsFor(int variant)
    {
        ControlSettings s = ControllerBench.Quick((AbnormalCategory)(variant % 3));
        return s with
        {
            RegulatedVoltage = (RegulatedVoltage)(variant / 3 % 2),
            VoltWatt = s.VoltWatt with { Enabled = variant % 2 == 0, P2Pu = variant % 4 == 0 ? -1 : 0 },
            EnterService = s.EnterService with { DelaySeconds = variant % 5 == 0 ? 0 : 0.05, RampSeconds = 1 },
            Vehicle = s.Vehicle with { UnknownStateOfCharge = (UnknownPolicy)(variant % 2), UnknownTemperature = (UnknownPolicy)(variant / 2 % 2) },
        };
    }

    /// <summary>Inputs that are mostly sane for a while, so that service is entered, and then anything at all.</summary>
    sealed class Course(ulong seed)
    {
        readonly SeededRandom _random = new(seed);
        GridMeasurement _grid;
        TickInputs _input = new() { TimeNs = 1_000_000_000 };
        bool _hostile;
        int _until;

        double Any(double sane) => !_hostile || _random.Uniform() < 0.7 ? sane : _random.Uniform() < 0.5 ? Hostile[_random.Next() % (ulong)Hostile.Length] : _random.Uniform(-3, 3);

        bool Flag(double share) => _random.Uniform() < (_hostile ? 0.3 : share);

        long Stamp() => _hostile && Flag(0) ? (_random.Uniform() < 0.5 ? long.MaxValue : _input.TimeNs - (long)_random.Uniform(-3e9, 3e9)) : _input.TimeNs;

        public void Next(out GridMeasurement grid, out TickInputs input)
        {
            if (_until-- <= 0)
            {
                _hostile = !_hostile;
                _until = (int)_random.Uniform(1, _hostile ? 60 : 400);
            }
            double dt = _hostile && _random.Uniform() < 0.2 ? _random.Uniform(0, 2) : 0.001;
            _input.TimeNs += (long)(dt * 1e9);
            _input.DtSeconds = _hostile && _random.Uniform() < 0.01 ? 1e12 : dt;
            if (_random.Uniform() < 0.02) _input.ActivePowerSetpointPu = Any(_random.Uniform(-1, 1));
            _input.Vehicle = new()
            {
                TimeNs = Stamp(), Connected = !Flag(0.01), Bidirectional = !Flag(0.02), MaxChargeWatts = Any(11_000), MaxDischargeWatts = Any(22_000),
                StateOfCharge = Any(0.5), TemperatureSent = Flag(0.3), BatteryCelsius = Any(30),
            };
            _input.InverterConfigured = !Flag(0);
            _input.Inverter = new() { TimeNs = Stamp(), AmbientCelsius = Any(35) };
            _input.Calibrated = !_hostile || _random.Uniform() < 0.9;
            _input.CurveAccepted = !_hostile || _random.Uniform() < 0.9;
            _input.MeasurementImplausible = _hostile && _random.Uniform() < 0.05;
            _input.UplinkConfigured = !Flag(0);
            _input.UplinkAlive = !Flag(0.001);
            _input.SagTest = _hostile ? (SagTest)(_random.Next() % 3) : SagTest.None;
            _input.Acknowledge = _random.Uniform() < 0.05;
            if (_random.Uniform() < 0.12)
            {
                double v = _random.Uniform() < 0.02 ? _random.Uniform(0, 1.4) : _random.Uniform(0.95, 1.04);
                _grid = new()
                {
                    Sync = _hostile ? (SyncState)(_random.Next() % 4) : SyncState.Locked, Valid = !Flag(0.001), PhaseOrderReversed = _hostile && _random.Uniform() < 0.05,
                    VoltagePu = new(Any(v), Any(v), Any(v)), LineVoltagePu = new(Any(v), Any(v), Any(v)), PositiveSequencePu = Any(v),
                    FrequencyHz = Any(60), VarInjectedPu = Any(0), ActivePowerPu = Any(0), ApparentPowerPu = Any(0.3),
                    VoltageLatencySeconds = 0.02, FrequencyLatencySeconds = 0.1,
                };
            }
            _grid.TimeNs = Stamp();
            grid = _grid;
            input = _input;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_comes_in_the_command_is_finite_inside_the_circle_and_zero_while_anything_inhibits(int variant)
    {
        ControlSettings settings = SettingsFor(variant);
        var course = new Course(1000 + (ulong)variant);
        var state = new ControlState();
        long sequence = 0, events = 0;
        int energised = 0;
        for (int k = 0; k < 60_000; k++)
        {
            course.Next(out GridMeasurement grid, out TickInputs input);
            ControllerState before = state.State;
            Controller.Step(settings, grid, input, ref state, out TickOutputs output);
            InverterCommand c = output.Command;
            bool fine = double.IsFinite(c.ActivePowerPu) && double.IsFinite(c.VarInjectedPu)
                && Math.Sqrt(c.ActivePowerPu * c.ActivePowerPu + c.VarInjectedPu * c.VarInjectedPu) <= 1 + 1e-12
                && Math.Abs(c.VarInjectedPu) <= settings.QLimitPu
                && double.IsFinite(output.DecidedActivePowerPu) && double.IsFinite(output.DecidedVarInjectedPu)
                && (c.GateEnable || (c.ActivePowerPu == 0 && c.VarInjectedPu == 0))
                && c.GateEnable == (state.Inhibits == Inhibits.None)
                && (!c.GateEnable || (state.Service.Energised && state.Trip == TripElement.None && !state.RideThrough.Ceased))
                && c.Sequence > sequence && c.ExpiresNs == input.TimeNs + Controller.CommandLifeNs;
            Assert.True(fine, $"tick {k}: {c.ActivePowerPu} {c.VarInjectedPu} {c.GateEnable} {state.Inhibits}");
            sequence = c.Sequence;
            if (c.GateEnable) energised++;
            if (state.State != before)
            {
                bool told = false;
                for (long e = events + 1; e <= state.Events.Written; e++)
                    if (state.Events.TryGet(e, out ControlEvent entry) && entry.Kind == ControlEventKind.StateChanged)
                        told |= entry.From == before && entry.To == state.State && entry.Cause == state.Cause && entry.TimeNs == input.TimeNs;
                Assert.True(told, $"tick {k}: {before} → {state.State} without an event");
            }
            events = state.Events.Written;
        }
        // A run that never enters service shows nothing.
        Assert.InRange(energised, 3_000, 57_000);
    }

    [Fact]
    public void The_same_inputs_give_the_same_bits_and_nothing_is_allocated()
    {
        ControlSettings settings = SettingsFor(2);
        var grids = new GridMeasurement[20_000];
        var inputs = new TickInputs[grids.Length];
        var course = new Course(7);
        for (int k = 0; k < grids.Length; k++) course.Next(out grids[k], out inputs[k]);
        var commands = new InverterCommand[grids.Length];
        bool same = true;
        ControlState first = Run(commands);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ControlState second = Run(null);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(same);
        Assert.True(MemoryMarshal.AsBytes(new ReadOnlySpan<ControlState>(in first)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<ControlState>(in second))));

        ControlState Run(InverterCommand[]? record)
        {
            ControlState state = default;
            for (int k = 0; k < grids.Length; k++)
            {
                Controller.Step(settings, grids[k], inputs[k], ref state, out TickOutputs output);
                if (record is not null) record[k] = output.Command;
                else if (!Same(commands[k], output.Command)) same = false;
            }
            return state;
        }
    }

    static bool Same(InverterCommand a, InverterCommand b) =>
        BitConverter.DoubleToInt64Bits(a.ActivePowerPu) == BitConverter.DoubleToInt64Bits(b.ActivePowerPu)
        && BitConverter.DoubleToInt64Bits(a.VarInjectedPu) == BitConverter.DoubleToInt64Bits(b.VarInjectedPu)
        && a.GateEnable == b.GateEnable && a.Sequence == b.Sequence;

    [Fact]
    public void The_state_holds_no_reference_so_that_it_can_be_copied_out_whole() =>
        Assert.False(RuntimeHelpers.IsReferenceOrContainsReferences<ControlState>());
}
