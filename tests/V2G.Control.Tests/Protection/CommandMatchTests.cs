using V2G.Control.Protection;

namespace V2G.Control.Tests.Protection;

public class CommandMatchTests
{
    static double SecondsToMismatch(double commanded, double measured)
    {
        var match = new CommandMatch();
        for (int k = 1; k <= 5000; k++)
        {
            match.Step(true, commanded, measured, 0, 0.001);
            if (match.Mismatch) return k * 0.001;
        }
        return double.PositiveInfinity;
    }

    [Theory]
    [InlineData(0.44, 0.38, true)]
    [InlineData(-0.44, 0.44, true)]
    [InlineData(0.44, 0, true)]
    [InlineData(0.44, 0.395, false)]
    [InlineData(0.44, double.NaN, true)]
    public void R_111_more_than_five_percent_apart_for_a_second_is_a_mismatch(double commanded, double measured, bool mismatch)
    {
        double seconds = SecondsToMismatch(commanded, measured);
        if (mismatch) Assert.InRange(seconds, 0.999, 1.002);
        else Assert.Equal(double.PositiveInfinity, seconds);
    }

    [Fact]
    public void A_moment_of_agreement_begins_the_second_anew_and_ends_the_mismatch()
    {
        var match = new CommandMatch();
        for (int round = 0; round < 5; round++)
        {
            for (int k = 0; k < 990; k++) match.Step(true, 0.44, 0, 0, 0.001);
            match.Step(true, 0.44, 0.44, 0, 0.001);
            Assert.False(match.Mismatch);
        }
        for (int k = 0; k < 1001; k++) match.Step(true, 0.44, 0, 0, 0.001);
        Assert.True(match.Mismatch);
        match.Step(true, 0.44, 0.44, 0, 0.001);
        Assert.False(match.Mismatch);
    }
}
