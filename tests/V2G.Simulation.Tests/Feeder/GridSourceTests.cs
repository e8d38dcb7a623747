using V2G.Simulation.Feeder;

namespace V2G.Simulation.Tests.Feeder;

public class GridSourceTests
{
    const long TickNs = 1_000_000;

    static double MagnitudeAfter(GridSource source, double seconds)
    {
        for (long now = TickNs; now <= (long)(seconds * 1e9) + TickNs; now += TickNs) source.Advance(now);
        return source.PhasesPu.A.Magnitude;
    }

    [Theory]
    [InlineData(0.5, 1.00)]
    [InlineData(1.0, 0.95)]
    [InlineData(2.0, 0.95)]
    [InlineData(2.5, 1.00)]
    [InlineData(3.5, 1.05)]
    public void Steps_and_ramps_follow_the_script(double seconds, double expected)
    {
        var source = new GridSource();
        source.MagnitudePu.StepTo(1, 0.95).RampTo(2, 1, 1.05);
        Assert.Equal(expected, MagnitudeAfter(source, seconds), 1e-9);
    }

    [Fact]
    public void A_ramp_cut_short_continues_from_where_it_was()
    {
        Track track = new Track(0).RampTo(0, 2, 1).RampTo(1, 1, 0);
        Assert.Equal(0.5, track.At(VirtualTime.Ns(1)), 1e-12);
        Assert.Equal(0.25, track.At(VirtualTime.Ns(1.5)), 1e-12);
        Assert.Equal(0, track.At(VirtualTime.Ns(3)), 1e-12);
    }

    [Theory]
    [InlineData(0.999, 1.0)]
    [InlineData(1.000, 0.5)]
    [InlineData(1.159, 0.5)]
    [InlineData(1.160, 1.0)]
    [InlineData(2.000, 1.2)]
    [InlineData(2.100, 1.0)]
    public void A_sag_and_a_swell_last_exactly_as_long_as_written(double seconds, double expected)
        => Assert.Equal(expected, MagnitudeAfter(new GridSource().AddSag(1, 0.16, 0.5).AddSag(2, 0.1, 1.2), seconds), 1e-12);

    [Fact]
    public void The_frame_turns_by_the_integral_of_frequency()
    {
        var source = new GridSource();
        source.FrequencyHz.StepTo(1, 61);
        for (long now = TickNs; now <= 2_000_000_000; now += TickNs) source.Advance(now);
        Assert.Equal(0, GridSource.Wrap(source.PhaseRadians - 2 * Math.PI * 121), 1e-8);
    }

    [Fact]
    public void Sequences_are_those_of_the_phases_and_back()
    {
        PhasePhasors p = PhasePhasors.Unbalanced(0.4, 1, 1.1, 0.3, -0.1);
        PhasePhasors again = PhasePhasors.FromSequences(p.Positive, p.Negative, p.Zero);
        Assert.Equal(p.A.Re, again.A.Re, 1e-12);
        Assert.Equal(p.B.Im, again.B.Im, 1e-12);
        Assert.Equal(p.C.Re, again.C.Re, 1e-12);
        PhasePhasors balanced = PhasePhasors.Balanced(Phasor.Polar(0.9, 1));
        Assert.Equal(0.9, balanced.Positive.Magnitude, 1e-12);
        Assert.Equal(0, balanced.Negative.Magnitude, 1e-12);
        Assert.Equal(0, balanced.Zero.Magnitude, 1e-12);
    }

    [Fact]
    public void A_script_out_of_order_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Track(1).StepTo(2, 1).StepTo(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridSource().AddSag(2, 1, 0.5).AddSag(1, 1, 0.5));
    }
}
