using V2G.Control.Protection;

namespace V2G.Control.Tests.Protection;

public class ShuntTripTests
{
    const double Dt = 0.001, Cycle = 1 / 60.0;

    /// <summary>One run: what flows and stands after the gates are blocked, as long as nothing opens.</summary>
    sealed class Rig
    {
        public ShuntTrip Trip;
        public bool RelayOpens = true, BreakerOpens = true, HasTrip = true, HasContact = true, Acknowledge;
        public double Current = 0.3, OwnSide = double.NaN;
        public double Milliseconds, RelayMs = double.NaN, PulseMs = double.NaN, PulseEndMs = double.NaN;
        bool _relayOpen, _breakerOpen;

        public void Run(double milliseconds, bool gates = false)
        {
            for (double end = Milliseconds + milliseconds; Milliseconds < end; Milliseconds++)
            {
                bool flows = !_relayOpen && !_breakerOpen;
                Trip.Step(new()
                {
                    GatesEnabled = gates, CycleSeconds = Cycle, OwnCurrentPu = flows ? Current : 0, RelayReleased = Trip.OpensEverything, OwnSideVoltagePu = OwnSide,
                    HasTrip = HasTrip, HasBreakerContact = HasContact, BreakerOpen = _breakerOpen, Acknowledge = Acknowledge,
                }, Dt);
                if (Trip.OpensEverything && double.IsNaN(RelayMs)) RelayMs = Milliseconds;
                if (Trip.Coil && double.IsNaN(PulseMs)) PulseMs = Milliseconds;
                if (!Trip.Coil && !double.IsNaN(PulseMs) && double.IsNaN(PulseEndMs)) PulseEndMs = Milliseconds;
                if (RelayOpens && !double.IsNaN(RelayMs) && Milliseconds - RelayMs > 30) _relayOpen = true;
                if (BreakerOpens && !double.IsNaN(PulseMs) && Milliseconds - PulseMs > 40) _breakerOpen = true;
            }
        }

        public void CloseByHand()
        {
            _breakerOpen = false;
            Current = 0;
        }
    }

    [Fact]
    public void R_105_relays_open_after_two_cycles_of_current_and_that_is_all_when_it_ends()
    {
        Rig rig = new();
        rig.Run(100, gates: true);
        rig.Run(2000);
        Assert.InRange(rig.RelayMs, 100 + 2 * Cycle * 1000 - 1, 100 + 2 * Cycle * 1000 + 3);
        Assert.Equal(EscalationStage.Contained, rig.Trip.Stage);
        Assert.Equal(0, rig.Trip.Pulses);
    }

    [Fact]
    public void R_105_one_pulse_of_100_ms_within_200_ms_of_the_detection_when_the_relay_does_not_end_it()
    {
        Rig rig = new() { RelayOpens = false };
        rig.Run(100, gates: true);
        rig.Run(5000);
        Assert.InRange(rig.PulseMs - rig.RelayMs, 50, 200);
        Assert.InRange(rig.PulseEndMs - rig.PulseMs, 99, 102);
        Assert.Equal(EscalationStage.Tripped, rig.Trip.Stage);
        Assert.Equal(1, rig.Trip.Pulses);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void R_105_a_breaker_that_did_not_open_is_said_and_not_pulsed_again(bool hasContact)
    {
        Rig rig = new() { RelayOpens = false, BreakerOpens = false, HasContact = hasContact };
        rig.Run(60_000);
        Assert.Equal(EscalationStage.Failed, rig.Trip.Stage);
        Assert.Equal(1, rig.Trip.Pulses);
    }

    [Fact]
    public void R_105_nothing_but_a_person_and_a_closed_breaker_end_it()
    {
        Rig rig = new() { RelayOpens = false };
        rig.Run(5000);
        rig.Acknowledge = true;
        rig.Run(100);
        Assert.Equal(EscalationStage.Tripped, rig.Trip.Stage);
        rig.CloseByHand();
        rig.Run(10);
        Assert.False(rig.Trip.Latched);
    }

    [Fact]
    public void R_105_over_voltage_on_our_side_of_an_opened_relay_ends_at_the_breaker()
    {
        ShuntTrip trip = new();
        EscalationInputs input = new() { CycleSeconds = Cycle, OwnCurrentPu = 0, RelayReleased = true, OwnSideVoltagePu = 1.25, HasTrip = true };
        int ms = 0;
        for (; ms < 1000 && !trip.Coil; ms++) trip.Step(input, Dt);
        Assert.InRange(ms, 2 * Cycle * 1000, 2 * Cycle * 1000 + 200);
        // The same voltage with the relay closed is the grid's.
        trip = new();
        input.RelayReleased = false;
        for (ms = 0; ms < 10_000; ms++) trip.Step(input, Dt);
        Assert.False(trip.Latched);
    }

    [Fact]
    public void R_105_no_false_trip_in_a_million_runs_without_a_fault()
    {
        // Gates come and go as trips, sags and people will have it; current follows within 12 ms, and the window shows a cycle more; noise and
        // charging current of the filter stay below a twentieth; the grid swells as it likes; the breaker's contact and the relay are whatever.
        Random random = new(20261125);
        for (int run = 0; run < 1_000_000; run++)
        {
            ShuntTrip trip = new();
            double cycle = random.Next(2) == 0 ? 1 / 60.0 : 1 / 50.0, tail = 0.012 * random.NextDouble() + cycle, since = 1, filter = 0.049 * random.NextDouble(), flowing = 1.2 * random.NextDouble();
            bool gates = random.Next(2) == 0;
            EscalationInputs input = new() { CycleSeconds = cycle, HasTrip = true, HasBreakerContact = random.Next(2) == 0 };
            for (double t = 0; t < 0.3; t += 0.002)
            {
                if (random.Next(25) == 0) gates = !gates;
                since = gates ? 0 : since + 0.002;
                input.GatesEnabled = gates;
                input.OwnCurrentPu = random.Next(50) == 0 ? double.NaN : gates || since < tail ? flowing : filter;
                input.RelayReleased = !gates && random.Next(4) != 0;
                // On our side of an opened relay there is nothing but what it leaks; of a closed one the grid's swell.
                input.OwnSideVoltagePu = input.RelayReleased ? 1.1 * random.NextDouble() : 1.4 * random.NextDouble();
                trip.Step(input, 0.002);
                if (trip.Latched) Assert.Fail($"run {run} at {t:0.000} s");
            }
        }
    }
}
