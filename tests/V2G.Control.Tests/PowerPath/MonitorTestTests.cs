using V2G.Control.PowerPath;

namespace V2G.Control.Tests.PowerPath;

public class MonitorTestTests
{
    [Theory]
    [InlineData(0.1, true, MonitorVerdict.Passed)]
    [InlineData(5.0, true, MonitorVerdict.Failed)]
    [InlineData(0.1, false, MonitorVerdict.Failed)]
    public void A_monitor_must_see_its_test_and_forget_it(double afterSeconds, bool forgets, MonitorVerdict verdict)
    {
        MonitorTest test = new();
        test.Begin();
        Assert.True(test.Output);
        double stood = 0;
        bool tripped = false;
        for (int i = 0; i < 3000; i++)
        {
            stood = test.Output ? stood + 0.001 : 0;
            tripped = stood >= afterSeconds || (tripped && (test.Output || !forgets));
            test.Step(tripped, 1, 0.001);
        }
        Assert.Equal(verdict, test.Verdict);
        Assert.False(test.Output);
    }
}
