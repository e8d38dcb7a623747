using V2G.Control;
using V2G.Control.Limits;
using V2G.Firmware.Configuration;
using V2G.Firmware.Counterparts;
using V2G.Firmware.Run;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Roles;

/// <summary>
/// The common frame of the roles that are not in real time: look at the controller, say something to it, tell the service manager
/// that one lives, sleep. What a role does of its own is one pass.
/// </summary>
internal abstract class LinkRole(Role role, TimeSpan period) : IDisposable
{
    readonly LinkClient _client = new(role);
    bool _connected;

    protected ControllerView View { get; } = new();

    public Role Role => role;

    /// <summary>One pass: fill in what this role tells the controller.</summary>
    /// <returns>False to send nothing this time.</returns>
    protected abstract bool Pass(ref LinkDatagram datagram);

    /// <summary>Runs until told to stop.</summary>
    public void Run(Action ready, Action alive, CancellationToken cancellation)
    {
        Say("started");
        ready();
        long sayAgainMs = 0;
        while (!cancellation.IsCancellationRequested)
        {
            LinkDatagram datagram = default;
            if (Pass(ref datagram))
            {
                bool sent = _client.Send(datagram);
                if (sent != _connected) Say(sent ? "controller found" : "controller lost");
                _connected = sent;
            }
            if (View.Refused is { } refused && Environment.TickCount64 > sayAgainMs)
            {
                Say(refused);
                sayAgainMs = Environment.TickCount64 + 60_000;
            }
            alive();
            cancellation.WaitHandle.WaitOne(period);
        }
        Last();
    }

    /// <summary>What is left to do when told to stop.</summary>
    protected virtual void Last()
    {
    }

    protected void Say(string text) => Console.Error.WriteLine($"{role.Text()}: {text}");

    public virtual void Dispose()
    {
        View.Dispose();
        _client.Dispose();
    }
}

/// <summary>
/// To the vehicle. There is no modem driver yet: on a board it reports that no vehicle is connected; with the plant in place of the
/// hardware it says what the simulated car would, whose own inverter obeys where that is the one that is driven.
/// </summary>
internal sealed class VehicleLinkRole(bool simulate, LoadedSettings? loaded = null) : LinkRole(Role.VehicleLink, TimeSpan.FromMilliseconds(50))
{
    readonly PlayedCar? _car = simulate && loaded?.Board.InverterDriver == "vehicle" ? new(loaded.Settings.Site, MonotonicClock.NowNs) : null;

    protected override bool Pass(ref LinkDatagram datagram)
    {
        datagram.Vehicle = new VehicleReport { StateOfCharge = double.NaN, BatteryCelsius = double.NaN };
        if (!simulate) return true;
        if (!View.TryShown(out ControllerImage image, out _) || !image.Simulated) return false;
        datagram.Vehicle = image.SimulatedVehicle;
        if (_car is null) return true;
        long now = MonotonicClock.NowNs;
        bool any = View.TryCommand(out CommandSection section, out long stampNs);
        _car.Step(any ? InverterCommand.Live(section.Command, now - stampNs) : default, now);
        datagram.Inverter = _car.Report;
        return true;
    }
}

/// <summary>
/// To the grid management system. There is no uplink yet: on a board no heartbeat comes, and the controller goes on alone; with
/// the plant in place of the hardware it plays a system that is there and asks for nothing.
/// </summary>
internal sealed class GridLinkRole(bool simulate) : LinkRole(Role.GridLink, TimeSpan.FromMilliseconds(500))
{
    protected override bool Pass(ref LinkDatagram datagram)
    {
        datagram.Grid.Heartbeat = simulate;
        return true;
    }
}
