using CsCheck;
using V2G.Control.Limits;

namespace V2G.Control.Tests.Limits;

public class ApparentPowerCircleTests
{
    const double Rest = 0.897998;

    // All four sign combinations at four places: inside, on the axes' limits, P beyond, both beyond.
    [Theory]
    [InlineData(0.5, 0.3, 0.5, 0.3)]
    [InlineData(-0.5, 0.3, -0.5, 0.3)]
    [InlineData(-0.5, -0.3, -0.5, -0.3)]
    [InlineData(0.5, -0.3, 0.5, -0.3)]
    [InlineData(1, 0, 1, 0)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(-1, 0, -1, 0)]
    [InlineData(0, -1, 0, -1)]
    [InlineData(1, 0.44, Rest, 0.44)]
    [InlineData(-1, 0.44, -Rest, 0.44)]
    [InlineData(-1, -0.44, -Rest, -0.44)]
    [InlineData(1, -0.44, Rest, -0.44)]
    [InlineData(2, 1.5, 0, 1)]
    [InlineData(-2, 1.5, 0, 1)]
    [InlineData(-2, -1.5, 0, -1)]
    [InlineData(2, -1.5, 0, -1)]
    public void R_14_the_circle_clips_in_all_four_quadrants_and_keeps_reactive_power(double p, double q, double pOut, double qOut)
    {
        (double pClipped, double qClipped) = ApparentPowerCircle.ClipVarFirst(p, q, 1);
        Assert.Equal(pOut, pClipped, 1e-6);
        Assert.Equal(qOut, qClipped, 1e-6);
    }

    [Fact]
    public void R_14_no_wish_leaves_the_circle_and_no_sign_turns() =>
        Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Double[0, 1]).Sample((p, q, max) =>
        {
            (double pClipped, double qClipped) = ApparentPowerCircle.ClipVarFirst(p, q, max);
            return Math.Sqrt(pClipped * pClipped + qClipped * qClipped) <= max + 1e-12 && pClipped * p >= 0 && qClipped * q >= 0
                && Math.Abs(pClipped) <= Math.Abs(p) && Math.Abs(qClipped) <= Math.Abs(q);
        }, iter: 20_000, seed: "0000KSIJ3Nc2");

    [Fact]
    public void Nothing_stays_nothing() => Assert.Equal((0, 0), ApparentPowerCircle.ClipVarFirst(0, 0, 1));
}
