using System.Text.Json;
using V2G.Control.Settings;
using V2G.Firmware.TypeTestServer;

namespace V2G.Firmware.Tests.TypeTestServer;

public sealed class TypeTestOperationTests
{
    [Fact]
    public void The_nameplate_tells_what_the_unit_is()
    {
        JsonElement b = new SessionBench().Ask("""{"op":"nameplate"}""");
        Assert.Equal(5000, b.GetProperty("Prated").GetDouble());
        Assert.Equal(-5000, b.GetProperty("Prated_prime").GetDouble());
        Assert.Equal(5000, b.GetProperty("Srated").GetDouble());
        Assert.Equal(240, b.GetProperty("VN").GetDouble());
        Assert.Equal(5000, b.GetProperty("Qrated_abs").GetDouble(), 9);
        Assert.Equal(5000, b.GetProperty("Qrated_inj").GetDouble(), 9);
        Assert.Equal("B", b.GetProperty("Cat").GetString());
        Assert.Equal("III", b.GetProperty("aopCat").GetString());
        Assert.Equal(400, b.GetProperty("Vin_nom").GetDouble());
        Assert.True(b.GetProperty("simulated").GetBoolean());

        SessionBench bench = new(new() { NormalCategory = NormalCategory.A, AbnormalCategory = AbnormalCategory.II, RatedVoltAmperes = 10_000, RatedWatts = 8000, PhaseCount = 3, NominalVolts = 480, VarCapabilityPu = 0.44 });
        JsonElement a = bench.Ask("""{"op":"nameplate"}""");
        Assert.Equal(8000, a.GetProperty("Prated").GetDouble());
        Assert.Equal(4400, a.GetProperty("Qrated_abs").GetDouble(), 9);
        Assert.Equal(4400, a.GetProperty("Qrated_inj").GetDouble(), 9);
        Assert.Equal("A", a.GetProperty("Cat").GetString());
        Assert.Equal("II", a.GetProperty("aopCat").GetString());
    }

    [Fact]
    public void A_reset_puts_everything_back_and_the_unit_is_in_service_before_the_first_step()
    {
        SessionBench bench = new();
        RunReply first = bench.Run(0.1, 5);
        Assert.All(first.P, p => Assert.Equal(5000, p, 9));
        Assert.All(first.Q, q => Assert.Equal(0, q));
        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4], first.T);

        bench.Do("""{"op":"ac","Vac":300,"freq":61,"rocof":1}""");
        bench.Do("""{"op":"set","fn":"crp","args":{"Ena":true,"pu":0.3}}""");
        bench.Do("""{"op":"set","fn":"sap","args":{"spu":-0.5}}""");
        bench.Run(1, 5);
        bench.Ask("""{"op":"nameplate"}""");
        Assert.Equivalent(first, bench.Run(0.1, 5));
        // The rate of change of frequency as well: it jumps again.
        bench.Do("""{"op":"ac","freq":60.5}""");
        Assert.Equal(60.5, bench.Run(0.1, 1).F[0]);
    }

    [Fact]
    public void Equal_requests_give_equal_replies()
    {
        string[] requests =
        [
            """{"op":"set","fn":"es","args":{"Ena":false,"esDelay":5,"esPeriod":2,"esRndDelay":30}}""", """{"op":"run","dt":0.1,"n":20}""",
            """{"op":"set","fn":"es","args":{"Ena":true}}""", """{"op":"run","dt":0.1,"n":600}""",
        ];
        SessionBench one = new(), other = new();
        string[] first = [.. requests.Select(r => one.Line(r))], second = [.. requests.Select(r => other.Line(r))];
        one.Ask("""{"op":"nameplate"}""");
        string[] again = [.. requests.Select(r => one.Line(r))];
        Assert.Equal(first, second);
        Assert.Equal(first, again);
    }

    [Theory]
    [InlineData(0.001, 1200)]
    [InlineData(0.1, 12)]
    [InlineData(0.3, 4)]
    [InlineData(10, 2)]
    public void Frequency_moves_at_its_rate_whatever_the_step(double dt, int n)
    {
        SessionBench bench = new();
        bench.Do("""{"op":"ac","freq":62,"rocof":2}""");
        RunReply run = bench.Run(dt, n);
        for (int i = 0; i < n; i++) Assert.Equal(Math.Min(62, 60 + 2 * run.T[i]), run.F[i], 9);
        // The last rate holds when none is given, and a null is none.
        bench.Run(1, 2);
        bench.Do("""{"op":"ac","freq":61,"rocof":null,"Vac":null}""");
        run = bench.Run(0.1, 11);
        for (int i = 0; i < 11; i++) Assert.Equal(Math.Max(61, 62 - 2 * 0.1 * i), run.F[i], 9);
    }

    [Fact]
    public void Voltage_changes_at_once_and_what_is_not_given_stays()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"ac","Vac":250,"freq":null}""");
        bench.Do("""{"op":"ac","freq":60.01}""");
        RunReply run = bench.Run(1, 1);
        Assert.Equal(250, run.V[0]);
        Assert.Equal(60.01, run.F[0]);
    }

    [Fact]
    public void Samples_are_taken_before_each_step()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"aap","args":{"spu":0.4}}""");
        Assert.Equal([5000, 2000, 2000], bench.Run(1, 3).P.Select(p => Math.Round(p, 6)));
    }

    [Theory]
    [InlineData("aap", 0.5, 0.5)]
    [InlineData("sap", -0.25, -0.25)]
    [InlineData("sap", 7, 1)]
    [InlineData("aap", -7, -1)]
    public void Demand_is_a_share_of_the_rating_and_is_clipped_there(string function, double given, double expected)
    {
        SessionBench bench = new(new() { RatedVoltAmperes = 10_000, RatedWatts = 8000 });
        bench.Do($$$"""{"op":"set","fn":"{{{function}}}","args":{"spu":{{{given:R}}}}}""");
        Assert.Equal(8000 * expected, bench.Run(1, 3).P[2], 6);
    }

    [Fact]
    public void Arguments_that_a_function_does_not_know_are_named()
    {
        SessionBench bench = new();
        string[] Ignored(string request) => [.. bench.Ask(request).GetProperty("ignored").EnumerateArray().Select(v => v.GetString()!)];
        Assert.Equal(["x", "crv.Kp"], Ignored("""{"op":"set","fn":"vv","args":{"Ena":true,"x":1,"crv":{"V1":0.92,"Kp":[1]}}}"""));
        Assert.Equal(["OV2.vpu2"], Ignored("""{"op":"set","fn":"vt","args":{"OV2":{"vpu":1.2,"cts":0.16,"vpu2":1}}}"""));
        Assert.Equal(["Ena"], Ignored("""{"op":"set","fn":"sap","args":{"Ena":true,"spu":1}}"""));
        bench.Do("""{"op":"set","fn":"dc","args":{"Vdc":400,"anything":{"at":["all"]}}}""");
    }

    [Fact]
    public void The_reactive_power_mode_that_is_switched_on_last_is_the_one()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"sap","args":{"spu":0.5}}""");
        bench.Do("""{"op":"set","fn":"cpf","args":{"Ena":true,"PF":0.9,"Exct":"abs"}}""");
        Assert.Equal(-2500 * Math.Sqrt(1 / 0.81 - 1), bench.Run(10, 6).Q[^1], 1e-3);
        bench.Do("""{"op":"set","fn":"crp","args":{"Ena":true,"pu":0.44}}""");
        Assert.Equal(2200, bench.Run(10, 6).Q[^1], 1e-3);
        bench.Do("""{"op":"set","fn":"wv","args":{"Ena":true,"crv":{"P1":0.2,"Q1":-0.1,"P2":0.5,"Q2":-0.2,"P3":1,"Q3":-0.44}}}""");
        Assert.Equal(-1000, bench.Run(10, 6).Q[^1], 1e-3);
        // Reactive power of another mode may be set without switching to it.
        bench.Do("""{"op":"set","fn":"crp","args":{"pu":0.1}}""");
        Assert.Equal(-1000, bench.Run(10, 6).Q[^1], 1e-3);
        bench.Do("""{"op":"set","fn":"wv","args":{"Ena":false}}""");
        Assert.Equal(0, bench.Run(10, 6).Q[^1]);
    }

    [Fact]
    public void Charging_follows_the_other_side_of_the_watt_var_curve()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"wv","args":{"Ena":true,"crv":{"P1_prime":-0.2,"Q1_prime":0,"P2_prime":-0.5,"Q2_prime":0.3,"P3_prime":-1,"Q3_prime":0.44}}}""");
        bench.Do("""{"op":"set","fn":"sap","args":{"spu":-0.5}}""");
        RunReply run = bench.Run(10, 7);
        Assert.Equal(-2500, run.P[^1], 1e-6);
        Assert.Equal(1500, run.Q[^1], 1e-3);
    }

    [Fact]
    public void A_curve_moves_with_its_reference_voltage()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"vv","args":{"Ena":true,"crv":{"VRef":1.05,"Tr":1}}}""");
        bench.Do("""{"op":"ac","Vac":252}""");
        Assert.Equal(0, bench.Run(10, 5).Q[^1], 1e-6);
        bench.Do("""{"op":"ac","Vac":240}""");
        Assert.Equal(2200 * (0.98 - 0.95) / (0.98 - 0.92), bench.Run(10, 5).Q[^1], 1e-3);
    }

    [Fact]
    public void An_autonomous_reference_brings_reactive_power_back()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"vv","args":{"Ena":true,"autoVrefEna":true,"vrefTr_s":300}}""");
        bench.Do("""{"op":"ac","Vac":232.8}""");
        RunReply run = bench.Run(10, 121);
        Assert.True(run.Q[2] > 300);
        Assert.InRange(run.Q[^1], -1e-6, 220);
    }

    [Fact]
    public void Volt_watt_and_the_active_power_limit_bound_active_power()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"set","fn":"lap","args":{"Ena":true,"pu":0.66}}""");
        Assert.Equal(3300, bench.Run(10, 6).P[^1], 1e-6);
        bench.Do("""{"op":"set","fn":"vw","args":{"Ena":true,"crv":{"V1":1.06,"P1":1,"V2":1.10,"P2":0.2,"Tr":0.5}}}""");
        bench.Do("""{"op":"ac","Vac":259.2}""");
        Assert.Equal(3000, bench.Run(10, 6).P[^1], 1e-3);
    }

    [Fact]
    public void Frequency_droop_is_on_and_can_be_changed_and_switched_off()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"ac","freq":60.636}""");
        Assert.Equal(5000 * (1 - 0.6 / 3), bench.Run(10, 5).P[^1], 1e-3);
        bench.Do("""{"op":"set","fn":"fw","args":{"crv":{"dbof_hz":0.036,"kof":0.02,"tr":0.2}}}""");
        Assert.Equal(5000 * (1 - 0.6 / 1.2), bench.Run(10, 5).P[^1], 1e-3);
        bench.Do("""{"op":"set","fn":"fw","args":{"Ena":false}}""");
        Assert.Equal(5000, bench.Run(10, 5).P[^1], 1e-3);
    }

    [Fact]
    public void Curves_reach_the_nameplate_and_no_further()
    {
        foreach (double capability in new[] { 0.44, 1 })
        {
            SessionBench bench = new(new() { NormalCategory = NormalCategory.A, VarCapabilityPu = capability });
            bench.Do("""{"op":"set","fn":"crp","args":{"Ena":true,"pu":1}}""");
            Assert.Equal(5000 * capability, bench.Run(10, 12).Q[^1], 1e-3);
            bench.Do("""{"op":"set","fn":"crp","args":{"pu":-1}}""");
            Assert.Equal(-5000 * capability, bench.Run(10, 24).Q[^1], 1e-3);
            bench.Do("""{"op":"set","fn":"sap","args":{"spu":0}}""");
            Assert.Equal(-5000 * capability, bench.Run(10, 24).Q[^1], 1e-3);
        }
    }

    [Fact]
    public void Numbers_read_back_as_what_they_were()
    {
        SessionBench bench = new();
        bench.Do("""{"op":"ac","Vac":239.99999999999997}""");
        string line = bench.Line("""{"op":"run","dt":0.1,"n":1}""");
        Assert.Contains("\"V\":[239.99999999999997]", line);
        Assert.DoesNotContain("-0]", line);
    }
}
