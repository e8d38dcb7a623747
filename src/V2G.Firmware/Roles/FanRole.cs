using V2G.Firmware.Configuration;
using V2G.Firmware.Fans;
using V2G.Firmware.Run;
using V2G.Linux.Devices;

namespace V2G.Firmware.Roles;

/// <summary>
/// Fans: speed by the junction's temperature, each fan watched by its tachometer; full speed as soon as the controller is silent, or a fan
/// has failed. Fans are those of the kernel's hardware monitoring, and one on a switched line where v2g.yaml names it; others are the hardware's own affair: what would be commanded is reported.
/// </summary>
internal sealed class FanRole : LinkRole
{
    const double PassSeconds = 0.2;

    readonly List<IFan> _fans = [];
    readonly FanWatch[] _watches;
    FanCurve _curve;
    bool _silent;

    public FanRole(BoardSettings? board = null, string sysfs = "/sys/class/hwmon")
        : base(Role.FanController, TimeSpan.FromSeconds(PassSeconds))
    {
        // One that can't be had must not cost the others.
        Try(() => _fans.AddRange(HwmonFan.All(sysfs)));
        if (board?.FanSwitch is { Exists: true } line) Try(() => _fans.Add(new LineFan(line.Line, line.ActiveLow, board.FanTachometer == BoardSettings.None ? null : board.FanTachometer)));
        _watches = new FanWatch[_fans.Count];
        if (_fans.Count > 0) Say($"{_fans.Count} fans: {string.Join(", ", _fans.Select(f => f.Name))}");
    }

    protected override bool Pass(ref LinkDatagram datagram)
    {
        bool lives = View.TryShown(out ControllerImage image, out _);
        if (!lives != _silent) Say(lives ? "controller is back: speed by temperature" : "controller is silent: full speed");
        _silent = !lives;
        double duty = _curve.Step(lives ? image.State.Heat.JunctionCelsius : double.NaN);
        datagram.Fan = Drive(duty);
        return true;
    }

    void Try(Action what)
    {
        try
        {
            what();
        }
        catch (DeviceException e)
        {
            Say(e.Message);
        }
    }

    /// <summary>Commands every fan and looks at its tachometer.</summary>
    internal FanReport Drive(double duty)
    {
        if (_watches.Any(w => w.Learning || w.Failed)) duty = 1;
        FanReport report = new() { Duty = duty, Rpm = double.NaN };
        for (int i = 0; i < _fans.Count; i++)
        {
            double given = duty;
            try
            {
                given = _fans[i].Command(duty);
            }
            catch (DeviceException)
            {
                // Its tachometer tells whether that matters: by default it turns at full speed.
            }
            if (!_fans[i].HasTachometer) continue;
            bool failed = _watches[i].Failed;
            _watches[i].Step(given, _fans[i].Rpm(), PassSeconds);
            if (_watches[i].Failed != failed) Say($"{_fans[i].Name}: {(failed ? "turns again" : "slower than told")}");
            report.Count++;
            if (_watches[i].Failed) report.Failed++;
            else report.Rpm = double.IsNaN(report.Rpm) ? _watches[i].Rpm : Math.Min(report.Rpm, _watches[i].Rpm);
        }
        report.Count = Math.Min(report.Count, LinkTable.MostFans);
        report.Failed = Math.Min(report.Failed, report.Count);
        return report;
    }

    public override void Dispose()
    {
        foreach (IFan fan in _fans) (fan as IDisposable)?.Dispose();
        base.Dispose();
    }
}
