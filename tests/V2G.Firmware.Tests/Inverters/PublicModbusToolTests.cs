using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using V2G.Firmware.Counterparts;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Tests.Inverters;

/// <summary>A public Modbus tool (mbpoll on libmodbus) reads and writes our SunSpec server.</summary>
public sealed class PublicModbusToolTests : IDisposable
{
    readonly ModbusCounterpart _inverter;
    readonly InverterCounterpart _plant;
    readonly Thread _thread;
    volatile bool _stop;

    public PublicModbusToolTests()
    {
        _plant = new(new(), FaultSchedule.None, MonotonicClock.NowNs);
        _inverter = new(new IPEndPoint(IPAddress.Loopback, 0), _plant);
        _thread = new(() =>
        {
            while (!_stop)
            {
                _inverter.Step(MonotonicClock.NowNs);
                Thread.Sleep(1);
            }
        });
        _thread.Start();
    }

    // Values by address.
    Dictionary<int, int> Poll(params string[] arguments)
    {
        ProcessStartInfo info = new("mbpoll") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-m", "tcp", "-p", _inverter.Address.Port.ToString(CultureInfo.InvariantCulture), "-a", "1", "-0", "-o", "5", .. arguments]) info.ArgumentList.Add(argument);
        Process tool;
        try
        {
            tool = Process.Start(info)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("mbpoll is not installed: toolchain/setup installs it");
            return [];
        }
        using (tool)
        {
            string said = tool.StandardOutput.ReadToEnd() + tool.StandardError.ReadToEnd();
            Assert.True(tool.WaitForExit(30_000));
            Assert.True(tool.ExitCode == 0, said);
            Dictionary<int, int> values = [];
            foreach (string line in said.Split('\n').Where(l => l.StartsWith('[')))
                values[int.Parse(line[1..line.IndexOf(']')], CultureInfo.InvariantCulture)] = int.Parse(line[(line.IndexOf(':') + 1)..].Split('(')[0], CultureInfo.InvariantCulture);
            return values;
        }
    }

    int[] Read(int address, int count)
    {
        Dictionary<int, int> values = Poll("-t", "4", "-r", address.ToString(CultureInfo.InvariantCulture), "-c", count.ToString(CultureInfo.InvariantCulture), "-1", "127.0.0.1");
        return [.. Enumerable.Range(address, count).Select(a => values[a])];
    }

    [Fact]
    public void R_19_R_106_mbpoll_walks_the_models_to_the_end_reads_125_registers_and_gives_an_order()
    {
        Dictionary<int, int> models = [];
        int at = 40_002;
        Assert.Equal([0x5375, 0x6E53], Read(40_000, 2));
        for (int[] head; (head = Read(at, 2))[0] != 0xFFFF; at += 2 + head[1]) models[head[0]] = at;
        Assert.Equal([1, 701, 702, 703, 704, 705, 706, 707, 708, 709, 710, 711, 712, 713, 714, 715], models.Keys);
        Assert.Equal(125, Read(models[701], 125).Length);
        // 480.0 V, 0 W before an order.
        Assert.Equal(4800, Read(models[701] + 15, 1)[0]);
        Poll("-t", "4", "-r", (models[715] + 8).ToString(CultureInfo.InvariantCulture), "127.0.0.1", "1");
        // WSetEna, WSetMod watts, WSet −2200 W in 0.1 W: function 16.
        Poll("-t", "4", "-r", (models[704] + 22).ToString(CultureInfo.InvariantCulture), "127.0.0.1", "1", "1", "65535", "43536");
        for (int patience = 100; Read(models[701] + 10, 1)[0] != 65_536 - 2200; patience--) Assert.True(patience > 0, "the order does not show");
        Assert.Equal(-0.1, _plant.Command.ActivePowerPu, 6);
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        _inverter.Dispose();
    }
}
