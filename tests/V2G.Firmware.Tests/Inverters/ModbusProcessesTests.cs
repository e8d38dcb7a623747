using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace V2G.Firmware.Tests.Inverters;

/// <summary>Controller, inverter link and played inverter as processes, as they are on a board.</summary>
public sealed class ModbusProcessesTests : IDisposable
{
    readonly V2gProcess _v2g = new();
    readonly string _address;

    public ModbusProcessesTests()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        _address = free.LocalEndpoint.ToString()!;
        free.Stop();
        File.WriteAllText(Path.Combine(_v2g.Etc, "v2g.yaml"), $"inverter:\n  driver: modbus\n  modbus_address: {_address}\n  modbus_silence: 1000\n");
    }

    void Until(Func<JsonElement, bool> so)
    {
        Stopwatch patience = Stopwatch.StartNew();
        string last = "";
        while (patience.Elapsed.TotalSeconds < 60)
        {
            V2gResult status = _v2g.Run("status", "--json");
            last = status.Out + status.Err;
            // Its exit code tells of faults.
            if (status.Out.StartsWith('{') && so(status.Json)) return;
            Thread.Sleep(100);
        }
        Assert.Fail(last);
    }

    static string State(JsonElement status) => status.GetProperty("state").GetString()!;

    static bool Off(JsonElement status) => status.GetProperty("inverter").GetProperty("bus_off").GetBoolean();

    [Fact]
    public void R_19_R_44_R_121_the_inverter_link_brings_power_its_death_is_a_communication_timeout_and_the_inverter_stops()
    {
        Process inverter = _v2g.Start("simulate", "inverter", "--modbus", _address, "--duration", "100");
        Process run = _v2g.Start("run", "--simulate", "--plain", "--script", "steady", "--etc", _v2g.Etc, "--duration", "90");
        Until(status => State(status) == "in service" && !Off(status) && status.GetProperty("inverter").GetProperty("driver").GetString() == "modbus (inverter-link)");
        JsonElement status = _v2g.Run("status", "--json").Json;
        Assert.InRange(status.GetProperty("allocated_bytes").GetInt64(), 0, V2gProcess.CompilersBytes);
        // The inverter goes; the link lives, and says so.
        inverter.Kill();
        Until(status => State(status) == "idle" && Off(status));
        Assert.Contains("0x82", _v2g.Run("why").Out + _v2g.Run("status").Out);
        _v2g.Start("simulate", "inverter", "--modbus", _address, "--duration", "60");
        Until(status => !Off(status));
        // Communication is back, power is not.
        Assert.Equal("idle", State(_v2g.Run("status", "--json").Json));
        run.Kill();
    }

    [Fact]
    public void R_18_the_inverter_stops_when_the_controller_dies_and_when_the_link_ends()
    {
        Process inverter = _v2g.Start("simulate", "inverter", "--modbus", _address, "--duration", "60");
        List<string> said = [];
        inverter.OutputDataReceived += (_, line) =>
        {
            lock (said) said.Add(line.Data ?? "");
        };
        inverter.BeginOutputReadLine();
        bool Says(string text)
        {
            lock (said) return said.Count > 0 && said[^1].Contains(text, StringComparison.Ordinal);
        }
        Process controller = _v2g.Start("role", "controller", "--simulate", "--script", "steady", "--etc", _v2g.Etc);
        Process link = _v2g.Start("role", "inverter-link", "--etc", _v2g.Etc);
        Patiently(() => Says("gates on"));
        controller.Kill();
        Patiently(() => Says("gates off"));
        lock (said) Assert.All(said, line => Assert.StartsWith("SIMULATED", line));
        // SIGTERM: who goes on purpose says so.
        using Process end = Process.Start("kill", link.Id.ToString(CultureInfo.InvariantCulture));
        V2gResult result = V2gProcess.Finish(link).Expect(0);
        Assert.Contains("silence limit 1000 ms", result.Err);
        Assert.Contains("drives V2G Firmware SIMULATED inverter", result.Err);
    }

    static void Patiently(Func<bool> so)
    {
        for (int patience = 600; !so(); patience--)
        {
            Assert.True(patience > 0, "it does not happen");
            Thread.Sleep(100);
        }
    }

    [Theory]
    [InlineData("driver: modbus", "inverter.modbus_address = none is outside its range; allowed: ADDRESS:PORT, 192.168.15.2:502 (inverter.driver is modbus)")]
    [InlineData("modbus_address: inverter.local:502", "an address, not a name, and a port")]
    [InlineData("modbus_address: 192.168.15.2", "an address, not a name, and a port")]
    [InlineData("modbus_address: 502:502", "an address, not a name, and a port")]
    [InlineData("modbus_silence: 50", "inverter.modbus_silence = 50 is outside its range; allowed: 100 ms … 2000 ms")]
    [InlineData("modbus_unit: 248", "inverter.modbus_unit = 248 is outside its range; allowed: 1 … 247")]
    [InlineData("modbus_unit: 1.5", "whole numbers")]
    public void R_59_a_configuration_without_a_usable_address_is_refused(string line, string message)
    {
        File.WriteAllText(Path.Combine(_v2g.Etc, "v2g.yaml"), $"inverter:\n  {line}\n");
        V2gResult result = _v2g.Run("config", "check", "--etc", _v2g.Etc);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(message, result.Out + result.Err);
    }

    [Theory]
    [InlineData("--modbus", "nowhere")]
    [InlineData("--modbus", "127.0.0.1:1502", "--can", "can0")]
    [InlineData("--modbus", "127.0.0.1:1502", "--dbc", "x.dbc")]
    [InlineData("--modbus", "127.0.0.1:1502", "--fault", "wrong-tib")]
    [InlineData("--modbus", "127.0.0.1:1502", "--fault", "checksum")]
    [InlineData("--can", "can9", "--fault", "disconnect")]
    public void A_played_inverter_that_can_not_be_says_why(params string[] arguments) => _v2g.Run(["simulate", "inverter", .. arguments]).Expect(2);

    public void Dispose() => _v2g.Dispose();
}
