using V2G.Firmware.Terminal;

namespace V2G.Firmware.Tests.Verbs;

public sealed class SimulateVerbTests : IDisposable
{
    readonly V2gProcess _v2g = new();

    public void Dispose() => _v2g.Dispose();

    [Theory]
    [InlineData("simulate", "'simulate' needs a second word; allowed: inverter")]
    [InlineData("simulate invertor", "did you mean 'inverter'?")]
    [InlineData("simulate inverter", "needs a bus: --can INTERFACE")]
    [InlineData("simulate inverter --can a-name-that-is-too-long", "can't be an interface")]
    [InlineData("simulate inverter --can can9 --fault lose=3", "did you mean 'loss'?")]
    [InlineData("simulate inverter --can can9 --fault slow-bytes=5", "a CAN bus has none")]
    [InlineData("simulate inverter --can can9 --duration 0", "--duration must be above 0 s")]
    [InlineData("simulate inverter --can can9 --rating 5", "--rating must be 1000 … 1000000 VA")]
    [InlineData("simulate inverter --can can9 --voltage 12", "--voltage must be 208 … 480 V")]
    public void What_is_mistyped_is_a_usage_error(string line, string said)
    {
        V2gResult result = _v2g.Run(line.Split(' ')).Expect(ExitCode.Usage);
        Assert.Contains(said, result.Err);
    }

    [Fact]
    public void A_bus_that_is_not_there_is_told_and_so_is_a_wrong_file()
    {
        Assert.Contains("no-such-can", _v2g.Run("simulate", "inverter", "--can", "no-such-can").Expect(ExitCode.Failed).Err);
        Assert.Contains("needs a signal map", _v2g.Run("simulate", "inverter", "--can", "can9", "--dbc", "/no/such.dbc").Expect(ExitCode.InvalidInput).Err);
        Assert.Contains("/no/such.dbc", _v2g.Run("simulate", "inverter", "--can", "can9", "--dbc", "/no/such.dbc", "--signals", "/no/such").Expect(ExitCode.InvalidInput).Err);
    }

    [Theory]
    [InlineData("driver: kan", "'kan' is not allowed for 'inverter.driver'; allowed: none | simulated | can | modbus | vehicle")]
    [InlineData("can_interfaze: can1", "did you mean 'can_interface'?")]
    [InlineData("can_interface: can/1", "inverter.can_interface = can/1 is outside its range")]
    [InlineData("cycle: 70", "inverter.cycle = 70 is outside its range; allowed: 0 or 1 … 50 ms")]
    [InlineData("dbc: /etc/v2g/maker.dbc", "inverter.signals = none is outside its range")]
    [InlineData("driver: can\n  signals: /no/such.signals", "/no/such.signals")]
    public void R_59_what_is_wrong_about_the_inverter_is_told_before_anything_starts(string lines, string said)
    {
        Directory.CreateDirectory(_v2g.Etc);
        File.WriteAllText(Path.Combine(_v2g.Etc, "v2g.yaml"), $"inverter:\n  {lines}\n");
        V2gResult result = _v2g.Run("config", "check", "--etc", _v2g.Etc).Expect(ExitCode.InvalidInput);
        Assert.Contains(said, result.Out + result.Err);
        Assert.Contains(said, _v2g.Run("run", "--simulate", "--duration", "1", "--etc", _v2g.Etc).Expect(ExitCode.InvalidInput).Err);
    }

    [Theory]
    [InlineData("driver: vehicle", "--simulate --speed 2", "whose bus lives by the wall's clock")]
    [InlineData("driver: can", "--simulate --speed 2", "whose bus lives by the wall's clock")]
    public void A_driver_that_can_t_be_had_is_refused_by_name(string lines, string options, string said)
    {
        Directory.CreateDirectory(_v2g.Etc);
        File.WriteAllText(Path.Combine(_v2g.Etc, "v2g.yaml"), $"inverter:\n  {lines}\n");
        foreach (string verb in new[] { "role controller", "run --duration 1" })
        {
            V2gResult result = _v2g.Run([.. verb.Split(' '), .. options.Split(' '), "--etc", _v2g.Etc]);
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains(said, result.Err);
        }
    }

    [Fact]
    public void A_simulated_car_with_an_inverter_of_its_own_is_driven_through_the_vehicle_link()
    {
        Directory.CreateDirectory(_v2g.Etc);
        File.WriteAllText(Path.Combine(_v2g.Etc, "v2g.yaml"), "inverter:\n  driver: vehicle\n");
        System.Diagnostics.Process run = _v2g.Start("run", "--simulate", "--plain", "--script", "steady", "--etc", _v2g.Etc, "--duration", "90");
        V2gResult status;
        long end = Environment.TickCount64 + 60_000;
        do
        {
            Assert.True(Environment.TickCount64 < end && !run.HasExited, _v2g.Run("status").Out);
            Thread.Sleep(100);
            status = _v2g.Run("status", "--json");
        }
        while (status.ExitCode != 0 || !(status.Json.GetProperty("p_pu").GetDouble() < -0.25));
        Assert.Equal("vehicle (car-paced)", status.Json.GetProperty("inverter").GetProperty("driver").GetString());
        run.Kill();
    }
}
