using V2G.Control.Protection;

namespace V2G.Control.Tests.Protection;

public class FaultSetTests
{
    [Fact]
    public void A_trip_that_has_passed_stays_shown_until_acknowledged_and_a_warning_does_not()
    {
        var set = new FaultSet();
        Assert.True(set.Set(FaultCode.OverVoltageTrip, true, 100));
        Assert.True(set.Set(FaultCode.GmsHeartbeat, true, 200));
        Assert.False(set.Set(FaultCode.GmsHeartbeat, true, 300));
        Assert.Equal(200, set.SinceNs(FaultRegistry.IndexOf(0x87)));
        Assert.True(set.Set(FaultCode.OverVoltageTrip, false, 400));
        Assert.True(set.Set(FaultCode.GmsHeartbeat, false, 400));
        Assert.True(set.IsShown(FaultCode.OverVoltageTrip));
        Assert.False(set.IsPresent(FaultCode.OverVoltageTrip));
        Assert.False(set.IsShown(FaultCode.GmsHeartbeat));
        set.Acknowledge();
        Assert.False(set.Any);
    }

    [Fact]
    public void Acknowledging_does_not_hide_what_is_still_present()
    {
        var set = new FaultSet();
        set.Set(FaultCode.UnderVoltageTrip, true, 1);
        set.Acknowledge();
        Assert.True(set.IsShown(FaultCode.UnderVoltageTrip));
    }

    [Fact]
    public void The_more_severe_reaction_wins()
    {
        var set = new FaultSet();
        Assert.Null(set.Worst);
        (FaultCode Code, byte Worst)[] rising =
        [
            (FaultCode.GmsHeartbeat, 0x87), (FaultCode.CommandMismatch, 0x95), (FaultCode.GridSyncLoss, 0xF0),
            (FaultCode.OverVoltageTrip, 0xF4), (FaultCode.CommunicationTimeout, 0x82),
        ];
        foreach ((FaultCode code, byte worst) in rising)
        {
            set.Set(code, true, 1);
            Assert.Equal(worst, set.Worst?.Code);
        }
    }

    [Fact]
    public void Every_code_has_a_bit_of_its_own()
    {
        foreach (FaultCode code in Enum.GetValues<FaultCode>())
        {
            var set = new FaultSet();
            set.Set(code, true, 1);
            Assert.Equal((byte)code, set.Worst?.Code);
            Assert.Equal(1UL << FaultRegistry.IndexOf((byte)code), set.Present);
        }
    }
}
