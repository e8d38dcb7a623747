using V2G.Control.Limits;

namespace V2G.Control.Tests.Limits;

public class LimiterTests
{
    [Fact]
    public void Every_limiter_has_one_text_at_its_own_place()
    {
        Limiter[] all = Enum.GetValues<Limiter>();
        Assert.Equal(all, LimiterRegistry.All.ToArray().Select(t => t.Limiter));
        Assert.Equal(all.Length, LimiterRegistry.All.ToArray().Select(t => t.Name).Distinct().Count());
    }

    [Fact]
    public void R_119_since_is_when_a_limiter_began_to_bite_and_a_pause_begins_it_anew()
    {
        var set = new LimiterSet();
        foreach ((long time, bool bites, long since) in new (long, bool, long)[] { (1, true, 1), (2, true, 1), (3, false, 1), (4, true, 4), (5, true, 4) })
        {
            set.Begin();
            if (bites) set.Mark(Limiter.RestoreRamp, 0.25);
            set.End(time);
            Assert.Equal(bites, set.IsActive(Limiter.RestoreRamp));
            Assert.Equal(since, set.SinceNs(Limiter.RestoreRamp));
        }
        Assert.Equal(0.25, set.ValuePu(Limiter.RestoreRamp));
    }
}
