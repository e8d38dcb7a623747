using System.Net;
using System.Runtime.CompilerServices;
using V2G.Control;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;
using V2G.Firmware.Counterparts;
using V2G.Firmware.Inverters;
using V2G.Firmware.Inverters.Modbus;
using V2G.Firmware.Roles;
using V2G.Firmware.Run;
using V2G.Grid.SunSpec;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Tests.Inverters;

/// <summary>
/// The whole controller, the inverter link's inverter and the played one with a real connection between them: on one thread, on the wall's
/// clock. Nothing here is said about how fast it is; the machine may be slow.
/// </summary>
internal sealed class ModbusBench : IDisposable
{
    const uint User = 1000;

    readonly LinkTable _table;
    long _counter;

    public ModbusBench(string? faults = null, double silenceMs = 500)
    {
        Plant = new(new() { Seed = 3 }, FaultSchedule.Parse(faults), MonotonicClock.NowNs);
        Counterpart = new(new IPEndPoint(IPAddress.Loopback, 0), Plant);
        ControlSettings settings = ControlSettings.Default(SiteSettings.Default);
        settings = settings with { Site = settings.Site with { InverterSilenceSeconds = silenceMs / 1000 } };
        Link = new(new BoardSettings { InverterDriver = "modbus", ModbusAddress = Counterpart.Address.ToString(), ModbusSilenceMs = silenceMs }, settings, Said.Add);
        _table = new([Role.InverterLink], [User, User, User, User, User, User, User], User, 30, 0);
        Run = new(settings, new() { ActivePowerPu = -0.3 }, inverter: new LinkedInverter(_table));
    }

    public InverterCounterpart Plant { get; }

    public ModbusCounterpart Counterpart { get; }

    public ModbusInverter Link { get; }

    public SimulatedRun Run { get; }

    public List<string> Said { get; } = [];

    /// <summary>A register of the played inverter by its model.</summary>
    public double Register(int model, string point) => Counterpart.Server.Map[model][point];

    /// <summary>Lets all of them live until something is so.</summary>
    public void Until(Func<bool> so, double patienceSeconds = 20)
    {
        for (long end = MonotonicClock.NowNs + (long)(patienceSeconds * 1e9); !so();)
        {
            Assert.True(MonotonicClock.NowNs < end, $"{Link.Client.Phase}: {Link.Client.Finding}; inhibits {Run.Loop.State.Inhibits}; {string.Join(" | ", Said)}");
            Step();
        }
    }

    public void For(double seconds)
    {
        long end = MonotonicClock.NowNs + (long)(seconds * 1e9);
        Until(() => MonotonicClock.NowNs >= end, seconds + 20);
    }

    void Step()
    {
        Counterpart.Step(MonotonicClock.NowNs);
        long now = MonotonicClock.NowNs;
        Link.Step(Run.Output.Command, now);
        LinkDatagram datagram = new()
        {
            Magic = LinkDatagram.MagicValue, LayoutVersion = LinkDatagram.Version, LayoutChecksum = ImageLayouts.LinkDatagramChecksum, Role = Role.InverterLink, ProcessId = 1,
            Counter = ++_counter, SentNs = now, Inverter = Link.Report(now),
        };
        Assert.Equal(LinkRefusal.None, _table.Take(datagram, Unsafe.SizeOf<LinkDatagram>(), User, MonotonicClock.NowNs, Run.NowNs));
        Run.Tick();
        Thread.Sleep(1);
    }

    /// <summary>From now on; null for none.</summary>
    public void Fault(string? faults) => Plant.Faults = FaultSchedule.Parse(faults);

    public bool Silent => Run.Loop.State.Faults.IsPresent(FaultCode.CommunicationTimeout);

    /// <summary>The connection is there, and a report has just come over it.</summary>
    public bool Communicates => Link.Client.Phase == InverterPhase.Running && Run.NowNs - Run.Input.Inverter.TimeNs < 100_000_000;

    public void InService()
    {
        Until(() => Run.Loop.State.Inhibits == Inhibits.None && Math.Abs(Plant.State.ActivePowerPu + 0.3) < 0.01);
    }

    public void Dispose()
    {
        Link.Dispose();
        Counterpart.Dispose();
    }
}
