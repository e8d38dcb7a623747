using V2G.Control.Arithmetic;

namespace V2G.Control.Tests;

public class ElementaryTests
{
    [Fact]
    public void Sine_and_cosine_agree_with_the_library_over_their_domain()
    {
        for (int i = -200_000; i <= 200_000; i++)
        {
            double x = i * 0.0173 + i * (double)i * 1e-6;
            if (Math.Abs(x) > Elementary.MaxAngleRadians) continue;
            (double sin, double cos) = Elementary.SinCos(x);
            // One unit in the last place of the reduced argument grows with x only through x's own rounding.
            Assert.True(Math.Abs(sin - Math.Sin(x)) < 4e-16, $"sin {x:R}");
            Assert.True(Math.Abs(cos - Math.Cos(x)) < 4e-16, $"cos {x:R}");
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.0000001e6)]
    public void Outside_its_domain_sine_is_NaN_rather_than_wrong(double x) => Assert.True(double.IsNaN(Elementary.Sin(x)));

    [Fact]
    public void Exponential_agrees_with_the_library()
    {
        for (double x = -740; x < 709; x += 0.0373)
            Assert.True(Math.Abs(Elementary.Exp(x) - Math.Exp(x)) <= 4e-16 * Math.Exp(x) + 1e-322, $"exp {x:R}");
        Assert.Equal(0, Elementary.Exp(-1000));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(1000));
        Assert.True(double.IsNaN(Elementary.Exp(double.NaN)));
    }

    [Fact]
    public void Arctangent_agrees_with_the_library_in_all_quadrants_and_on_the_axes()
    {
        for (int i = 0; i < 100_000; i++)
        {
            double angle = -Math.PI + (i + 0.5) * (2 * Math.PI / 100_000), r = 0.001 + i * 0.01;
            double y = r * Math.Sin(angle), x = r * Math.Cos(angle);
            Assert.True(Math.Abs(Elementary.Atan2(y, x) - Math.Atan2(y, x)) < 5e-16, $"{angle:R}");
        }
        Assert.Equal(Math.PI, Elementary.Atan2(0, -1));
        Assert.Equal(-Math.PI / 2, Elementary.Atan2(-1, 0));
        Assert.Equal(0, Elementary.Atan2(0, 0));
    }
}
