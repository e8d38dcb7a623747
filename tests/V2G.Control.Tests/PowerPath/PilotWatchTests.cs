using V2G.Control.PowerPath;

namespace V2G.Control.Tests.PowerPath;

public class PilotWatchTests
{
    const double Dt = 0.001;

    PilotWatch _pilot;

    void Run(double seconds, double high, double low = -12, bool pulsed = true)
    {
        for (int i = 0; i < (int)Math.Round(seconds / Dt); i++) _pilot.Step(high, low, pulsed, Dt);
    }

    [Theory]
    [InlineData(12.6, PilotState.A)]
    [InlineData(11.4, PilotState.A)]
    [InlineData(9.59, PilotState.B)]
    [InlineData(8.37, PilotState.B)]
    [InlineData(6.53, PilotState.C)]
    [InlineData(5.47, PilotState.C)]
    [InlineData(3.28, PilotState.D)]
    [InlineData(2.59, PilotState.D)]
    [InlineData(0, PilotState.E)]
    [InlineData(-12, PilotState.F)]
    [InlineData(double.NaN, PilotState.Unknown)]
    [InlineData(40, PilotState.Unknown)]
    public void The_ends_of_every_level_of_IEC_61851_1_are_its_state(double volts, PilotState state)
    {
        Run(0.03, volts);
        Assert.Equal(state, _pilot.State);
    }

    [Fact]
    public void R_50_power_is_no_longer_allowed_20_ms_after_C_became_B()
    {
        Run(1, 6);
        Assert.True(_pilot.AllowsPower);
        Run(0.018, 9);
        Assert.True(_pilot.AllowsPower);
        Run(0.003, 9);
        Assert.False(_pilot.AllowsPower);
    }

    [Fact]
    public void A_spike_is_no_level()
    {
        Run(1, 6);
        for (int n = 0; n < 100; n++)
        {
            Run(0.01, 12);
            Run(0.01, 6);
            Assert.True(_pilot.AllowsPower);
        }
    }

    [Fact]
    public void A_missing_diode_is_a_fault_until_it_is_unplugged()
    {
        Run(1, 6);
        Run(0.2, 6, low: -6);
        Assert.True(_pilot.Fault);
        Assert.False(_pilot.AllowsPower);
        Run(1, 6);
        Assert.True(_pilot.Fault);
        Run(0.1, 12);
        Assert.False(_pilot.Fault);
    }

    [Fact]
    public void Without_a_pulse_there_is_no_lower_level_to_judge()
    {
        Run(1, 6, low: 6, pulsed: false);
        Assert.False(_pilot.Fault);
    }
}
