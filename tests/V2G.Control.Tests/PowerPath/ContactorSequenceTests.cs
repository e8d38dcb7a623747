using V2G.Control.PowerPath;

namespace V2G.Control.Tests.PowerPath;

public class ContactorSequenceTests
{
    /// <summary>A battery, a contactor and an inverter's DC side, with what may be wrong with them.</summary>
    sealed class Rig(ContactorSettings settings, double dt = 0.001)
    {
        public ContactorSequence Contactor;
        public ContactorInputs Input = new() { SourceVolts = 400, LatestSeconds = 0.1, HasAuxiliary = true, PreCharges = true };
        public bool Welded, Stuck, NoResistor, Unloads = true;
        public double Amperes, Load, Flow = 50;
        public long NowNs = 1_000_000_000;
        public double ClosedAtVolts = double.NaN, BrokeAmperes;
        bool _closed;

        public void Run(double seconds)
        {
            for (int i = 0; i < (int)Math.Round(seconds / dt); i++) Tick();
        }

        public void Tick()
        {
            NowNs += (long)(dt * 1e9);
            bool was = Contactor.Coil;
            Input.LoadVolts = Load;
            Input.Amperes = Amperes;
            Input.AuxiliaryClosed = _closed || Welded;
            Contactor.Step(settings, Input, NowNs, dt);
            if (Contactor.Coil && !was) ClosedAtVolts = Math.Abs(Input.SourceVolts - Load);
            if (!Contactor.Coil && was) BrokeAmperes = Math.Abs(Amperes);
            _closed = Contactor.Coil && !Stuck;
            bool joined = _closed || Welded;
            if (joined) Load = Input.SourceVolts;
            else if (Contactor.PreChargeCoil) Load += (Input.SourceVolts - Load) * (NoResistor ? 1 : dt / 0.1);
            else Load *= 1 - dt / 0.3;
            Amperes = Contactor.Closed ? Flow : Contactor.Stage == ContactorStage.Unloading && !Unloads ? Flow : Contactor.Coil ? Amperes * (1 - dt / 0.02) : 0;
        }
    }

    static readonly ContactorSettings Grid = ContactorSettings.Grid;

    [Fact]
    public void R_81_it_closes_onto_matched_voltage_opens_without_current_and_is_seen_to_be_open()
    {
        Rig rig = new(Grid);
        rig.Input.Wanted = true;
        rig.Run(1);
        Assert.True(rig.Contactor.Closed);
        Assert.InRange(rig.ClosedAtVolts, 0, Grid.MatchVolts);
        Assert.InRange(rig.Contactor.PreChargeSeconds, 0.15, 0.35);
        rig.Input.Wanted = false;
        rig.Run(0.001);
        Assert.Equal(ContactorStage.Unloading, rig.Contactor.Stage);
        rig.Run(2);
        Assert.Equal(ContactorStage.Open, rig.Contactor.Stage);
        Assert.Equal(ContactorFault.None, rig.Contactor.Fault);
        Assert.InRange(rig.BrokeAmperes, 0, Grid.LoadAmperes);
        Assert.Equal(1, rig.Contactor.Wear.Operations);
        Assert.Equal(0, rig.Contactor.Wear.BrokenUnderLoad);
    }

    [Fact]
    public void A_current_that_does_not_end_is_not_broken_but_in_an_emergency_and_then_counted_by_its_direction()
    {
        Rig rig = new(Grid) { Unloads = false };
        rig.Input.Wanted = true;
        rig.Run(1);
        rig.Input.Wanted = false;
        rig.Run(10);
        Assert.True(rig.Contactor.Coil);
        rig.Input.Emergency = true;
        rig.Run(0.002);
        Assert.False(rig.Contactor.Coil);
        Assert.Equal(1, rig.Contactor.Wear.BrokenUnderLoad);
        Assert.Equal(25, rig.Contactor.Wear.DischargeArcAmpereSquareSeconds, 6);
        Assert.Equal(0, rig.Contactor.Wear.ChargeArcAmpereSquareSeconds);
    }

    [Fact]
    public void R_121_in_an_emergency_it_opens_as_soon_as_the_current_has_ended_and_after_100_ms_whatever_flows()
    {
        Rig rig = new(Grid);
        rig.Input.Wanted = true;
        rig.Run(1);
        rig.Input.Emergency = true;
        int ms = 0;
        for (; rig.Contactor.Coil; ms++) rig.Tick();
        Assert.InRange(ms, 20, 60);
        Assert.InRange(rig.BrokeAmperes, 0, Grid.LoadAmperes);

        rig = new(Grid) { Unloads = false };
        rig.Input.Wanted = true;
        rig.Run(1);
        rig.Input.Emergency = true;
        for (ms = 0; rig.Contactor.Coil; ms++) rig.Tick();
        Assert.InRange(ms, 99, 102);
    }

    [Fact]
    public void R_81_a_welded_contactor_is_found_at_every_opening_by_its_contact_and_by_voltage()
    {
        foreach (bool auxiliary in new[] { true, false })
        {
            Rig rig = new(Grid);
            rig.Input.HasAuxiliary = auxiliary;
            rig.Input.Wanted = true;
            rig.Run(1);
            rig.Welded = true;
            rig.Input.Wanted = false;
            rig.Run(5);
            Assert.Equal(ContactorFault.Welded, rig.Contactor.Fault);
            rig.Input.Wanted = true;
            rig.Run(60);
            Assert.False(rig.Contactor.Coil);
        }
    }

    [Fact]
    public void One_that_does_not_close_is_said_and_left_open()
    {
        Rig rig = new(Grid) { Stuck = true };
        rig.Input.Wanted = true;
        rig.Run(10);
        Assert.Equal(ContactorFault.DoesNotClose, rig.Contactor.Fault);
        Assert.False(rig.Contactor.Coil);
        rig.Stuck = false;
        rig.Input.Acknowledge = true;
        rig.Run(3);
        Assert.True(rig.Contactor.Closed);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Pre_charge_outside_its_window_fails(bool noResistor, bool noSource)
    {
        Rig rig = new(Grid) { NoResistor = noResistor };
        if (noSource) rig.Input.SourceVolts = double.NaN;
        rig.Input.Wanted = true;
        rig.Run(4);
        Assert.Equal(ContactorFault.PreCharge, rig.Contactor.Fault);
        Assert.False(rig.Contactor.Coil);
        Assert.False(rig.Contactor.PreChargeCoil);
    }

    [Fact]
    public void R_81_the_thirteenth_closing_within_an_hour_waits_for_the_hour_to_be_over()
    {
        Rig rig = new(Grid, 0.01);
        long first = 0;
        for (int n = 0; n < 12; n++)
        {
            rig.Input.Wanted = true;
            rig.Run(1);
            Assert.True(rig.Contactor.Closed, $"closing {n + 1}");
            if (first == 0) first = rig.NowNs;
            rig.Input.Wanted = false;
            rig.Run(5);
        }
        rig.Input.Wanted = true;
        rig.Run(10);
        Assert.True(rig.Contactor.Deferred);
        Assert.False(rig.Contactor.Coil);
        while (!rig.Contactor.Coil && rig.NowNs < first + 2 * 3600_000_000_000) rig.Tick();
        Assert.InRange((rig.NowNs - first) * 1e-9, 3598, 3602);
    }

    [Fact]
    public void R_80_what_it_has_been_through_is_remembered_over_a_restart()
    {
        Rig rig = new(Grid);
        rig.Contactor.Remember(new() { Operations = 4711, DischargeArcAmpereSquareSeconds = 2 });
        rig.Input.Wanted = true;
        rig.Run(4);
        Assert.Equal(4712, rig.Contactor.Wear.Operations);
        Assert.Equal(2, rig.Contactor.Wear.DischargeArcAmpereSquareSeconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(12)]
    public void R_81_a_restart_forgives_none_of_the_hours_closings(int before)
    {
        Rig first = new(Grid, 0.01);
        for (int n = 0; n < before; n++)
        {
            first.Input.Wanted = true;
            first.Run(1);
            first.Input.Wanted = false;
            first.Run(5);
        }
        ContactorWear kept = first.Contactor.Kept(first.NowNs);
        Assert.Equal(((long)before, before), (kept.Operations, kept.ClosingsWithinHour));
        Rig second = new(Grid, 0.01);
        second.Contactor.Remember(kept);
        // A second restart, before the first tick, forgives none either.
        Assert.Equal(before, second.Contactor.Kept(second.NowNs).ClosingsWithinHour);
        for (int n = 0; n < 15; n++)
        {
            second.Input.Wanted = true;
            second.Run(4);
            second.Input.Wanted = false;
            second.Run(5);
        }
        Assert.Equal(12, second.Contactor.Wear.Operations);
        Assert.Equal(12, second.Contactor.Kept(second.NowNs).ClosingsWithinHour);
        // An hour later they are forgotten.
        second.Run(3600);
        second.Input.Wanted = true;
        second.Run(4);
        Assert.True(second.Contactor.Closed);
    }

    [Fact]
    public void R_81_in_a_million_random_sequences_no_current_is_broken_but_in_an_emergency_and_no_rule_of_rest_or_count_is_broken()
    {
        Random random = new(81);
        long broken = 0, closings = 0;
        for (int run = 0; run < 1_000_000; run++)
        {
            ContactorSequence c = new();
            ContactorInputs i = new() { LatestSeconds = 0.1, HasAuxiliary = random.Next(2) == 0, PreCharges = random.Next(4) != 0 };
            const double Dt = 0.02;
            double openFor = 100;
            for (int k = 1; k <= 60; k++)
            {
                bool was = c.Coil;
                ContactorStage before = c.Stage;
                if (random.Next(6) == 0) i.Wanted = !i.Wanted;
                i.Emergency = random.Next(40) == 0 || (i.Emergency && random.Next(4) != 0);
                i.SourceVolts = random.Next(20) == 0 ? double.NaN : 300 + 200 * random.NextDouble();
                i.LoadVolts = random.Next(2) == 0 ? i.SourceVolts + 60 * (random.NextDouble() - 0.5) : 500 * random.NextDouble();
                i.Amperes = random.Next(3) == 0 ? 200 * (random.NextDouble() - 0.5) : 6 * (random.NextDouble() - 0.5);
                i.AuxiliaryClosed = random.Next(20) == 0 ? !was : was;
                i.Acknowledge = random.Next(10) == 0;
                c.Step(Grid, i, k * 20_000_000L, Dt);
                openFor = was ? 0 : openFor + Dt;
                if (was && !c.Coil && Math.Abs(i.Amperes) >= Grid.LoadAmperes && c.Stage == ContactorStage.Opening)
                {
                    // Right after closing nothing has been asked of the inverter yet: what flows then is not ours to wait for.
                    if (!i.Emergency && before != ContactorStage.Closing) Assert.Fail($"run {run}: broke {i.Amperes} A without an emergency");
                    broken++;
                }
                if (!was && c.Coil)
                {
                    closings++;
                    if (!i.Wanted || i.Emergency) Assert.Fail($"run {run}: closed unwanted");
                    if (i.PreCharges && !(Math.Abs(i.SourceVolts - i.LoadVolts) <= Grid.MatchVolts)) Assert.Fail($"run {run}: closed onto {i.SourceVolts - i.LoadVolts} V");
                    if (c.Wear.Operations > 1 && openFor < Grid.MinOffSeconds - Dt) Assert.Fail($"run {run}: closed after {openFor} s");
                }
                if (c.Coil && c.PreChargeCoil && c.Stage is not ContactorStage.Closing) Assert.Fail($"run {run}: pre-charge left on");
            }
        }
        Assert.True(closings > 100_000 && broken > 1000, $"{closings} closings, {broken} broken: the runs reach too little");
    }
}
