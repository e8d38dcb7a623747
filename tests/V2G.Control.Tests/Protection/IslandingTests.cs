using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Control.Tests.Protection;

public class IslandingTests
{
    const double Dt = 0.001;

    static readonly IslandingSettings Passive = IslandingSettings.Default(AbnormalCategory.III) with { Active = false };

    static GridMeasurement Grid(double hz = 60, double rocof = 0, double jumpDegrees = 0, double activePu = 0.8) => new()
    {
        Valid = true, Sync = SyncState.Locked, FrequencyHz = hz, RocofHzPerSecond = rocof, PhaseJumpRadians = jumpDegrees * Math.PI / 180, ActivePowerPu = activePu, PositiveSequencePu = 1,
    };

    /// <summary>Seconds until a frequency that moves by <paramref name="slope"/> Hz/s and says so trips; NaN for never within 2 s.</summary>
    static double RunAway(IslandingSettings settings, AbnormalCategory category, double slope, double claimed = double.NaN, double forSeconds = 2)
    {
        Islanding islanding = default;
        for (int k = 0; k * Dt < 2; k++)
        {
            double t = k * Dt;
            bool moving = t < forSeconds;
            GridMeasurement grid = Grid(60 + slope * Math.Min(t, forSeconds), moving ? double.IsNaN(claimed) ? slope : claimed : 0);
            if (islanding.Step(settings, category, 60, grid, true, Dt)) return t;
        }
        return double.NaN;
    }

    [Theory]
    [InlineData(AbnormalCategory.I, 0.5)]
    [InlineData(AbnormalCategory.II, 2)]
    [InlineData(AbnormalCategory.III, 3)]
    public void R_13_the_rate_of_change_that_the_category_rides_through_never_trips_and_a_greater_one_does_after_its_hold_time(AbnormalCategory category, double ridden)
    {
        IslandingSettings settings = IslandingSettings.Default(category) with { Active = false };
        Assert.True(settings.RocofHzPerSecond > ridden);
        foreach (int sign in (int[])[1, -1])
        {
            Assert.True(double.IsNaN(RunAway(settings, category, sign * ridden)));
            Assert.True(double.IsNaN(RunAway(settings, category, sign * (settings.RocofHzPerSecond - 0.01))));
            Assert.InRange(RunAway(settings, category, sign * (settings.RocofHzPerSecond + 0.01)), settings.RocofSeconds, settings.RocofSeconds + 0.06);
            Assert.True(double.IsNaN(RunAway(settings, category, sign * 20, forSeconds: settings.RocofSeconds - 0.02)));
        }
    }

    [Fact]
    public void R_13_a_slope_that_is_only_claimed_while_the_frequency_stands_trips_nothing() =>
        Assert.True(double.IsNaN(RunAway(Passive, AbnormalCategory.III, slope: 0, claimed: 15)));

    [Theory]
    [InlineData(0, 62.5, false)]
    [InlineData(9, 62.5, false)]
    [InlineData(60, 61.9, false)]
    [InlineData(-60, 56.6, false)]
    [InlineData(180, 60, false)]
    [InlineData(11, 62.5, true)]
    [InlineData(-11, 56, true)]
    public void R_13_neither_a_jump_of_phase_nor_a_frequency_out_of_range_trips_alone_but_both_together_do(double jumpDegrees, double hz, bool trips)
    {
        Islanding islanding = default;
        double tripped = double.NaN;
        for (int k = 0; k * Dt < 2 && double.IsNaN(tripped); k++)
            if (islanding.Step(Passive, AbnormalCategory.III, 60, Grid(hz, jumpDegrees: jumpDegrees), true, Dt)) tripped = k * Dt;
        Assert.Equal(trips, !double.IsNaN(tripped));
        if (trips) Assert.InRange(tripped, Passive.DriftSeconds - 2 * Dt, Passive.DriftSeconds);
    }

    [Fact]
    public void R_13_losing_the_lock_for_a_tick_starts_every_timer_anew()
    {
        Islanding islanding = default;
        for (int k = 0; k < 3000; k++)
            Assert.False(islanding.Step(Passive, AbnormalCategory.III, 60, Grid(62.5, jumpDegrees: 30), locked: k % 190 != 0, Dt));
    }

    // A frequency that answers reactive power after a lag, as an island's does; without it, a grid that answers nothing.
    static (double Seconds, double GreatestPu) Answered(IslandingSettings settings, double hzPerPu, double startHz, double activePu = 1, double hzPerSecond = 0)
    {
        Islanding islanding = default;
        double hz = startHz, greatest = 0;
        for (int k = 0; k * Dt < 5; k++)
        {
            double t = k * Dt;
            bool island = islanding.Step(settings, AbnormalCategory.III, 60, Grid(hz, activePu: activePu), true, Dt);
            greatest = Math.Max(greatest, Math.Abs(islanding.PerturbationPu));
            if (island) return (t, greatest);
            double target = k == 0 ? startHz + 0.001 : startHz + hzPerSecond * Math.Min(t, 0.9) - hzPerPu * islanding.PerturbationPu;
            hz += (target - hz) * Dt / 0.06;
        }
        return (double.NaN, greatest);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(45)]
    [InlineData(90)]
    public void R_13_a_frequency_that_obeys_the_perturbation_is_an_islands_and_the_bound_is_kept(double hzPerPu)
    {
        IslandingSettings settings = IslandingSettings.Default(AbnormalCategory.III);
        (double seconds, double greatest) = Answered(settings, hzPerPu, 60);
        Assert.InRange(seconds, 0.1, 1.9);
        Assert.InRange(greatest, 0.01, settings.PerturbationPu);
        // With the least perturbation that may be set too.
        (seconds, greatest) = Answered(settings with { PerturbationPu = 0.03 }, hzPerPu, 60);
        Assert.InRange(seconds, 0.1, 1.9);
        Assert.InRange(greatest, 0.01, 0.03);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-3)]
    public void R_13_a_grid_that_moves_by_itself_is_asked_and_not_believed(double hzPerSecond)
    {
        IslandingSettings settings = IslandingSettings.Default(AbnormalCategory.III);
        (double seconds, double greatest) = Answered(settings, 0, 60, hzPerSecond: hzPerSecond);
        Assert.True(double.IsNaN(seconds));
        Assert.True(greatest <= settings.PerturbationPu);
    }

    [Fact]
    public void R_13_off_or_without_export_nothing_is_perturbed()
    {
        IslandingSettings settings = IslandingSettings.Default(AbnormalCategory.III);
        Assert.Equal((double.NaN, 0), Answered(settings with { Active = false }, 60, 60));
        Assert.Equal((double.NaN, 0), Answered(settings with { Enabled = false }, 60, 60));
        Assert.Equal((double.NaN, 0), Answered(settings, 60, 60, activePu: 0));
        Assert.Equal((double.NaN, 0), Answered(settings, 60, 60, activePu: -0.9));
    }

    [Fact]
    public void R_13_a_frequency_exactly_nominal_is_answered_with_exactly_nothing()
    {
        Islanding islanding = default;
        for (int k = 0; k < 5000; k++)
        {
            Assert.False(islanding.Step(IslandingSettings.Default(AbnormalCategory.III), AbnormalCategory.III, 60, Grid(), true, Dt));
            Assert.Equal(0, islanding.PerturbationPu);
        }
    }

    [Fact]
    public void What_is_no_number_trips_nothing_and_leaves_nothing_behind()
    {
        Islanding islanding = default;
        IslandingSettings settings = IslandingSettings.Default(AbnormalCategory.III);
        for (int k = 0; k < 1000; k++) Assert.False(islanding.Step(settings, AbnormalCategory.III, 60, Grid(double.NaN, double.NaN, double.NaN, double.NaN), true, Dt));
        for (int k = 0; k < 1000; k++) Assert.False(islanding.Step(settings, AbnormalCategory.III, 60, Grid(), true, Dt));
        Assert.Equal(0, islanding.PerturbationPu);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        Islanding islanding = default;
        IslandingSettings settings = IslandingSettings.Default(AbnormalCategory.III);
        islanding.Step(settings, AbnormalCategory.III, 60, Grid(), true, Dt);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 10_000; k++) islanding.Step(settings, AbnormalCategory.III, 60, Grid(60 + k % 7, k % 11 - 5, k % 90), true, Dt);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(AbnormalCategory.I)]
    [InlineData(AbnormalCategory.II)]
    [InlineData(AbnormalCategory.III)]
    public void The_defaults_pass_their_own_check_and_a_threshold_within_what_is_ridden_through_does_not(AbnormalCategory category)
    {
        SettingCheck check = new();
        IslandingSettings settings = IslandingSettings.Default(category);
        settings.Check(check, category);
        Assert.True(check.Passed);
        (settings with { RocofHzPerSecond = IslandingSettings.RiddenThroughHzPerSecond(category) }).Check(check, category);
        (settings with { PerturbationPu = 0.06 }).Check(check, category);
        (settings with { RocofSeconds = 0.1 }).Check(check, category);
        (settings with { VectorShiftDegrees = double.NaN }).Check(check, category);
        Assert.Equal(["islanding.rocof", "islanding.perturbation", "islanding.rocof_time", "islanding.vector_shift"], check.Refusals.Select(r => r.Key));
    }

    [Fact]
    public void R_13_an_island_is_a_trip_with_its_own_code_and_cause_and_service_is_entered_anew()
    {
        ControlSettings settings = ControllerBench.Quick();
        settings = settings with { FrequencyTrip = settings.FrequencyTrip with { Of2Hz = 66, Of2Seconds = 1000 } };
        ControllerBench bench = ControllerBench.InService(settings);
        bench.Grid.PhaseJumpRadians = 0.5;
        bench.Grid.FrequencyHz = 62.5;
        Assert.InRange(bench.Until(() => bench.State.Trip == TripElement.Island, 1), 0.19, 0.21);
        Assert.False(bench.Gates);
        Assert.Equal((ControllerState.Tripped, TransitionCause.IslandTrip), (bench.State.State, bench.State.Cause));
        Assert.True(bench.State.Faults.IsPresent(FaultCode.Island));
        ControlEvent trip = bench.Events(ControlEventKind.StateChanged)[^1];
        Assert.Equal((TripElement.Island, 62.5), (trip.Element, trip.Value));
        Assert.Equal(0, bench.State.HeldSeconds(TripElement.Island));

        bench.Grid.PhaseJumpRadians = 0;
        bench.Grid.FrequencyHz = 60;
        Assert.InRange(bench.Until(() => bench.Gates, 2), 0.4, 0.6);
        Assert.False(bench.State.Faults.IsPresent(FaultCode.Island));
        Assert.True(bench.State.Faults.IsShown(FaultCode.Island));
        bench.Input.Acknowledge = true;
        bench.Tick();
        Assert.False(bench.State.Faults.IsShown(FaultCode.Island));
    }

    [Fact]
    public void R_13_the_perturbation_reaches_the_command_within_the_limit_of_reactive_power_and_is_not_called_support()
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
        bench.Input.ActivePowerSetpointPu = 0.5;
        bench.Run(3);
        double before = bench.Output.Command.VarInjectedPu;
        bench.Grid.FrequencyHz = 60.1;
        bench.Run(0.1);
        Assert.InRange(bench.Output.Command.VarInjectedPu - before, -0.025, -0.003);
        Assert.Equal(ControllerState.InService, bench.State.State);

        // At the limit it gives way.
        bench.Voltage(0.90);
        bench.Grid.FrequencyHz = 60;
        for (int n = 0; n < 3000; n++)
        {
            bench.Grid.FrequencyHz = 60 + 0.1 * (n / 200 % 2);
            bench.Tick();
            Assert.True(bench.Output.Command.VarInjectedPu <= bench.Settings.QLimitPu);
        }
    }
}
