using V2G.Control.Settings;

namespace V2G.Firmware.Tests.TypeTestServer;

/// <summary>What a laboratory measures, measured through the protocol.</summary>
public sealed class TypeTestResponseTests
{
    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(5, 0.01)]
    [InlineData(5, 0.1)]
    [InlineData(5, 1)]
    [InlineData(90, 10)]
    public void Volt_var_has_made_ninety_percent_of_a_step_at_its_response_time(double response, double dt)
    {
        SessionBench bench = new();
        bench.Do($$$$"""{"op":"set","fn":"vv","args":{"Ena":true,"crv":{"Tr":{{{{response:R}}}}}}}""");
        // The change of mode is over before the voltage steps: it is a ramp, slower than the quickest response.
        bench.Run(dt, 1);
        bench.Do("""{"op":"ac","Vac":225.6}""");
        int atResponse = (int)Math.Round(response / dt);
        RunReply run = bench.Run(dt, 4 * atResponse + 1);
        double final = 2200 * (0.98 - 0.94) / 0.06;
        Assert.Equal(0, run.Q[0]);
        Assert.Equal(response, run.T[atResponse] - run.T[0], 9);
        // A lag of the first order with τ = T/2.3 has made 89.97 %; half a per cent is the step of 10 ms in 1 s.
        Assert.Equal(0.9 * final, run.Q[atResponse], 0.006 * final);
        Assert.Equal(final, run.Q[^1], 1e-3 * final);
    }

    [Theory]
    [InlineData("OV1", """{"vpu":1.1,"cts":1}""", """{"op":"ac","Vac":276}""", 1)]
    [InlineData("UV1", """{"vpu":0.88,"cts":2}""", """{"op":"ac","Vac":192}""", 2)]
    public void A_voltage_trip_ends_current_within_its_clearing_time_and_for_good(string element, string setting, string event_, double clearing)
    {
        foreach (double dt in new[] { 0.001, 0.01, 0.1, 0.25, 1 })
        {
            // Category II goes on between the trip's threshold and the one where it must cease.
            SessionBench bench = new(new() { AbnormalCategory = AbnormalCategory.II });
            bench.Do($$$"""{"op":"set","fn":"vt","args":{"{{{element}}}":{{{setting}}}}}""");
            bench.Run(dt, 3);
            bench.Do(event_);
            RunReply run = bench.Run(dt, (int)(clearing / dt) + 20);
            int ended = run.ForGoodFrom(i => run.P[i] == 0 && run.Q[i] == 0);
            Assert.True(ended > 0, $"dt {dt}: no trip");
            double after = run.T[ended] - run.T[0];
            Assert.InRange(after, clearing - 0.03 - dt + 1e-9, clearing + 1e-9);
            bench.Do("""{"op":"ac","Vac":240}""");
            Assert.All(bench.Run(1, 299).P, p => Assert.Equal(0, p));
        }
    }

    [Theory]
    [InlineData(0.001, 0.16)]
    [InlineData(0.01, 0.16)]
    [InlineData(0.02, 0.16)]
    [InlineData(0.1, 0.2)]
    public void A_frequency_trip_of_160_ms_comes_in_time_at_any_step_and_not_much_before(double dt, double firstSampleWithin)
    {
        SessionBench bench = new();
        bench.Do("""{"op":"ac","freq":56}""");
        RunReply run = bench.Run(dt, (int)Math.Round(1 / dt));
        int ended = run.ForGoodFrom(i => run.P[i] == 0);
        Assert.True(ended > 0);
        Assert.InRange(run.T[ended], 0.12, firstSampleWithin + 1e-9);
    }

    [Fact]
    public void What_ends_before_the_clearing_time_does_not_trip()
    {
        SessionBench bench = new(new() { AbnormalCategory = AbnormalCategory.II });
        bench.Do("""{"op":"set","fn":"vt","args":{"OV1":{"vpu":1.1,"cts":1}}}""");
        bench.Do("""{"op":"ac","Vac":276}""");
        bench.Run(0.1, 9);
        bench.Do("""{"op":"ac","Vac":240}""");
        Assert.Equal(5000, bench.Run(0.1, 10).P[^1], 1e-6);
    }

    [Fact]
    public void A_trip_reset_brings_the_unit_back_at_once_and_keeps_the_settings()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"sap","args":{"spu":0.6}}""");
        bench.Do("""{"op":"set","fn":"crp","args":{"Ena":true,"pu":0.2}}""");
        bench.Do("""{"op":"ac","Vac":100,"freq":58.7,"rocof":3}""");
        Assert.Equal(0, bench.Run(1, 60).P[^1]);
        bench.Do("""{"op":"tripreset"}""");
        RunReply run = bench.Run(0.1, 100);
        Assert.Equal(60, run.T[0]);
        Assert.Equal(240, run.V[0]);
        Assert.Equal(60, run.F[0]);
        Assert.All(run.P, p => Assert.Equal(3000, p, 1e-6));
        Assert.All(run.Q, q => Assert.Equal(1000, q, 1e-6));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(10)]
    public void Entering_service_waits_for_its_delay_and_then_ramps(double dt)
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"es","args":{"Ena":false,"esDelay":60,"esPeriod":100,"esVpuHi":1.05,"esVpuLo":0.917,"esfHzHi":60.1,"esfHzLo":59.5}}""");
        Assert.All(bench.Run(dt, 5).P[1..], p => Assert.Equal(0, p));
        bench.Do("""{"op":"ac","Vac":216}""");
        bench.Do("""{"op":"set","fn":"es","args":{"Ena":true}}""");
        Assert.All(bench.Run(dt, (int)(200 / dt)).P, p => Assert.Equal(0, p));
        bench.Do("""{"op":"ac","Vac":240}""");
        RunReply run = bench.Run(dt, (int)(200 / dt));
        for (int i = 0; i < run.T.Length; i++)
        {
            double since = run.T[i] - run.T[0];
            Assert.Equal(5000 * Math.Clamp((since - 60) / 100, 0, 1), run.P[i], 5000 * 0.0002);
        }
    }

    [Fact]
    public void An_excursion_starts_the_delay_anew()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"es","args":{"Ena":false,"esDelay":60,"esPeriod":1}}""");
        bench.Run(1, 2);
        bench.Do("""{"op":"set","fn":"es","args":{"Ena":true}}""");
        bench.Run(1, 50);
        bench.Do("""{"op":"ac","Vac":216}""");
        bench.Run(0.05, 1);
        bench.Do("""{"op":"ac","Vac":240}""");
        RunReply run = bench.Run(1, 70);
        Assert.Equal(0, run.P[59]);
        Assert.Equal(5000, run.P[^1], 1e-6);
    }

    [Fact]
    public void A_random_delay_comes_on_top()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"es","args":{"Ena":false,"esDelay":10,"esPeriod":0,"esRand":100}}""");
        bench.Run(1, 2);
        bench.Do("""{"op":"set","fn":"es","args":{"Ena":true}}""");
        RunReply run = bench.Run(0.1, 1110);
        int on = run.ForGoodFrom(i => run.P[i] > 4999);
        Assert.InRange(run.T[on] - run.T[0], 10.5, 110);
    }

    [Fact]
    public void Three_phases_are_regulated_by_their_mean_and_protected_by_the_worst()
    {
        SessionBench bench = new(new() { PhaseCount = 3, NominalVolts = 480, RatedVoltAmperes = 22_000, RatedWatts = 22_000, AbnormalCategory = AbnormalCategory.II });
        bench.Do("""{"op":"set","fn":"vv","args":{"Ena":true,"crv":{"Tr":1}}}""");
        // Balanced, line to line: 0.95 pu.
        bench.Do("""{"op":"ac","Vac":456}""");
        RunReply run = bench.Run(1, 11);
        Assert.Equal(456, run.V[^1]);
        Assert.Equal(22_000 * 0.44 * 0.5, run.Q[^1], 1.0);
        // Line to neutral 1.07, 0.91, 0.91 pu: a mean of 0.963.
        bench.Do("""{"op":"ac","Vabc":[296.5239,252.1837,252.1837]}""");
        run = bench.Run(1, 11);
        Assert.Equal(480 * (1.07 + 0.91 + 0.91) / 3, run.V[^1], 1e-2);
        Assert.Equal(22_000 * 0.44 * (0.98 - 2.89 / 3) / 0.06, run.Q[^1], 10.0);
        // One phase too high trips the whole unit.
        bench.Do("""{"op":"set","fn":"vt","args":{"OV1":{"vpu":1.15,"cts":1}}}""");
        bench.Do("""{"op":"ac","Vabc":[325,277.1281,277.1281],"angles":[0,-120,120]}""");
        run = bench.Run(0.1, 20);
        Assert.True(run.P[5] > 0);
        Assert.Equal(0, run.P[10]);
        bench.Do("""{"op":"ac","Vac":480}""");
        Assert.Equal(0, bench.Run(1, 20).P[^1]);
    }

    [Fact]
    public void Angles_may_be_set_apart_from_the_magnitudes()
    {
        SessionBench bench = new(new() { PhaseCount = 3, NominalVolts = 480, RatedVoltAmperes = 22_000, RatedWatts = 22_000 });
        bench.Do("""{"op":"ac","Vabc":[299.2984,252.1866,252.1866],"angles":[0,-126.59,126.59]}""");
        RunReply run = bench.Run(1, 11);
        Assert.Equal(22_000, run.P[^1], 1.0);
        // In the wrong order there is no voltage for the inverter to push along.
        bench.Do("""{"op":"ac","Vabc":[277.1281,277.1281,277.1281],"angles":[0,120,-120]}""");
        Assert.Equal(0, bench.Run(1, 11).P[^1], 1e-3);
    }
}
