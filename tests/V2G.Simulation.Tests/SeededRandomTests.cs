namespace V2G.Simulation.Tests;

public class SeededRandomTests
{
    [Fact]
    public void Splitmix64_and_xoshiro_give_their_published_sequences()
    {
        ulong state = 0;
        Assert.Equal(0xE220A8397B1DCDAFUL, SeededRandom.SplitMix64(ref state));
        var random = new SeededRandom(1, 2, 3, 4);
        foreach (ulong expected in new ulong[] { 11520, 0, 1509978240, 1215971899390074240 }) Assert.Equal(expected, random.Next());
    }

    [Fact]
    public void Gaussian_has_mean_0_variance_1_and_tails_of_a_normal()
    {
        var random = new SeededRandom(7);
        const int N = 400_000;
        double sum = 0, square = 0, fourth = 0;
        int beyond2 = 0;
        for (int k = 0; k < N; k++)
        {
            double x = random.Gaussian();
            sum += x;
            square += x * x;
            fourth += x * x * x * x;
            if (Math.Abs(x) > 2) beyond2++;
        }
        Assert.InRange(sum / N, -0.006, 0.006);
        Assert.InRange(square / N, 0.99, 1.01);
        Assert.InRange(fourth / N, 2.8, 3.0);
        Assert.InRange(beyond2 / (double)N, 0.044, 0.048);
    }

    [Fact]
    public void Uniform_stays_below_1_and_fills_its_range()
    {
        var random = new SeededRandom(3);
        double min = 1, max = 0;
        for (int k = 0; k < 100_000; k++)
        {
            double x = random.Uniform();
            min = Math.Min(min, x);
            max = Math.Max(max, x);
        }
        Assert.InRange(min, 0, 1e-4);
        Assert.InRange(max, 1 - 1e-4, 1 - 1e-17);
    }

    [Fact]
    public void Parts_of_one_seed_draw_independently()
    {
        SeededRandom one = SeededRandom.For(42, 1), two = SeededRandom.For(42, 2), again = SeededRandom.For(42, 1);
        ulong first = one.Next();
        Assert.NotEqual(first, two.Next());
        Assert.Equal(first, again.Next());
    }
}
