using V2G.Firmware.Counterparts;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Tests.Counterparts;

public sealed class FaultScheduleTests
{
    [Fact]
    public void A_fault_is_there_from_its_beginning_to_its_end()
    {
        FaultSchedule schedule = FaultSchedule.Parse("silence@3..5, loss=12.5@..2, ignore-var@4..");
        Assert.Equal((false, true, true, false), (schedule.Has(CounterpartFault.Silence, 2.99), schedule.Has(CounterpartFault.Silence, 3), schedule.Has(CounterpartFault.Silence, 4.99), schedule.Has(CounterpartFault.Silence, 5)));
        Assert.Equal((12.5, double.NaN), (schedule.Value(CounterpartFault.Loss, 1), schedule.Value(CounterpartFault.Loss, 2)));
        Assert.True(schedule.Has(CounterpartFault.IgnoreVar, 1e6));
        Assert.Equal("silence@3..5, ignore-var@4..", schedule.Text(4.5));
        Assert.True(FaultSchedule.Parse(null).IsEmpty && FaultSchedule.Parse(" ").IsEmpty);
        // Without a time: always.
        Assert.True(FaultSchedule.Parse("stuck").Has(CounterpartFault.Stuck, 0));
    }

    [Theory]
    [InlineData("silense", "did you mean 'silence'?")]
    [InlineData("loss", "write loss=PERCENT")]
    [InlineData("loss=101", "must be 0 … 100 %")]
    [InlineData("loss=-1", "must be 0 … 100 %")]
    [InlineData("late=x", "must be 0 … 10000 ms")]
    [InlineData("stale=3", "write stale")]
    [InlineData("silence@5..3", "it ends before it begins")]
    [InlineData("silence@3", "@from..to")]
    [InlineData("silence@a..3", "must be 0 … 1000000 s")]
    [InlineData("silence,,stale", "'' is no fault")]
    public void What_is_no_fault_is_a_usage_error_that_names_what_is_right(string text, string said)
    {
        VerbFailure e = Assert.Throws<VerbFailure>(() => FaultSchedule.Parse(text));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains(said, e.Message);
    }
}
