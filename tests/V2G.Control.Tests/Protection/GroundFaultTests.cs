using V2G.Control.Protection;

namespace V2G.Control.Tests.Protection;

public class GroundFaultTests
{
    const double Dt = 0.1;

    GroundFault _fault;

    bool Run(double seconds, bool present = false, bool acknowledge = false)
    {
        bool latched = false;
        for (int i = 0; i < (int)Math.Round(seconds / Dt); i++) latched = _fault.Step(present, acknowledge, Dt);
        return latched;
    }

    [Fact]
    public void A_ground_fault_waits_a_quarter_of_an_hour_three_times_and_then_for_a_person()
    {
        for (int n = 1; n <= 3; n++)
        {
            Assert.True(Run(Dt, present: true));
            Assert.True(Run(899));
            Assert.False(Run(2), $"try {n}");
        }
        Assert.True(Run(Dt, present: true));
        Assert.True(_fault.LockedOut);
        Assert.True(Run(24 * 3600));
        Assert.False(Run(Dt, acknowledge: true));
    }

    [Fact]
    public void Discharge_never_resumes_by_itself()
    {
        Run(Dt, present: true);
        Assert.False(Run(901));
        Assert.True(_fault.DischargeBlocked);
        Run(100_000);
        Assert.True(_fault.DischargeBlocked);
        Run(Dt, acknowledge: true);
        Assert.False(_fault.DischargeBlocked);
    }

    [Fact]
    public void What_is_still_there_cannot_be_cleared()
    {
        Run(Dt, present: true);
        Assert.True(Run(Dt, present: true, acknowledge: true));
        Assert.True(_fault.DischargeBlocked);
    }
}
