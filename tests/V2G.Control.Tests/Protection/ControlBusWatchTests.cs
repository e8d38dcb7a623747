using V2G.Control.Protection;

namespace V2G.Control.Tests.Protection;

public class ControlBusWatchTests
{
    const double Dt = 0.01;

    ControlBusWatch _watch;
    long _nowNs = 1_000_000_000;

    bool Run(double seconds, bool silent = false, double loss = 0, bool off = false, bool acknowledge = false)
    {
        bool lost = false;
        for (int i = 0; i < (int)Math.Round(seconds / Dt); i++)
        {
            _nowNs += (long)(Dt * 1e9);
            lost = _watch.Step(true, silent, new() { LossShare = loss, Off = off }, acknowledge, _nowNs, Dt);
        }
        return lost;
    }

    [Fact]
    public void R_41_an_inverter_that_never_spoke_is_waited_for_without_an_event()
    {
        Assert.True(Run(600, silent: true));
        Assert.False(_watch.Latched);
        Assert.False(Run(Dt));
    }

    [Theory]
    [InlineData(true, 0.0, false)]
    [InlineData(false, 0.101, false)]
    [InlineData(false, 0.0, true)]
    public void R_121_silence_a_tenth_lost_or_a_bus_that_is_off_stop_power_in_the_same_tick(bool silent, double loss, bool off)
    {
        Assert.False(Run(1));
        Assert.True(Run(Dt, silent, loss, off));
        Assert.True(_watch.Latched);
        // The bus is back; power is not.
        Assert.True(Run(299));
    }

    [Fact]
    public void R_121_a_tenth_lost_is_borne() => Assert.False(Run(60, loss: 0.10));

    [Fact]
    public void R_123_after_five_clean_minutes_power_is_tried_again_and_an_unclean_one_begins_them_anew()
    {
        Run(1);
        Run(Dt, silent: true);
        Assert.True(Run(299));
        Run(Dt, loss: 0.5);
        Assert.Equal(1, _watch.Events);
        Assert.True(Run(299.5));
        Assert.False(Run(0.6));
    }

    [Fact]
    public void R_123_the_fourth_event_within_an_hour_needs_a_person()
    {
        Run(1);
        for (int n = 1; n <= 3; n++)
        {
            Run(Dt, silent: true);
            Assert.False(Run(301), $"retry {n}");
        }
        Run(Dt, silent: true);
        Assert.True(_watch.NeedsPerson);
        Assert.True(Run(3700));
        // A person can't clear what is still there.
        Assert.True(Run(Dt, silent: true, acknowledge: true));
        Assert.False(Run(Dt, acknowledge: true));
        Assert.Equal(0, _watch.Events);
    }

    [Fact]
    public void R_123_four_events_over_more_than_an_hour_do_not()
    {
        Run(1);
        for (int n = 0; n < 10; n++)
        {
            Run(Dt, silent: true);
            Assert.False(Run(1201));
        }
    }
}
