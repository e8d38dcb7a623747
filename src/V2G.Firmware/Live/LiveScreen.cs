using System.Globalization;
using System.Text;
using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Firmware.Run;
using V2G.Firmware.Verbs;

namespace V2G.Firmware.Live;

/// <summary>The live view at 80×24: what the controller sees, decides and is kept from, with its last events. Draws into a buffer; never reads a terminal.</summary>
internal sealed class LiveScreen
{
    public const int Width = 80, Height = 24;

    /// <summary>Bytes a frame; at 4 Hz a quarter of 115200 baud.</summary>
    public const int FrameBytes = 700;

    const int EventRows = 4, EventTop = 18, NoticeRow = 22;

    // How long a notice stays, frames at 4 Hz.
    const int NoticeFrames = 20;

    readonly ScreenBuffer _screen;
    readonly SweepChart _voltage, _var;
    readonly List<(long TimeNs, string Text, Tint Tint)> _events = [];
    readonly StringBuilder _frame = new();
    long _eventsSeen, _nextColumnNs;
    string _notice = "";
    int _noticeLeft;

    public LiveScreen(bool colour, bool unicode)
    {
        _screen = new(Width, Height, colour, unicode);
        _voltage = new("  V pu", 1.0, 0.10, 5, 5, 8, 71, "0.00");
        _var = new("  Q pu", 0.0, 0.44, 11, 5, 8, 71, "+0.00;-0.00;0.00");
        for (int row = 0; row < Height; row++) _screen.Clear(row);
        _voltage.Frame(_screen);
        _var.Frame(_screen);
        _screen.Line(10, "");
    }

    /// <summary>Forgets what the terminal shows: repaint.</summary>
    public void Invalidate() => _screen.Invalidate();

    /// <summary>Shows a sentence for 5 s.</summary>
    public void Notice(string text)
    {
        _notice = text;
        _noticeLeft = NoticeFrames;
    }

    /// <summary>The next frame's bytes as text.</summary>
    /// <param name="budgetBytes">More than <see cref="FrameBytes"/> only for the first paint.</param>
    public string Frame(in ControllerImage image, int budgetBytes = FrameBytes)
    {
        Draw(image);
        _frame.Clear();
        _screen.Diff(_frame, budgetBytes);
        return _frame.ToString();
    }

    void Draw(in ControllerImage i)
    {
        GridMeasurement g = i.Grid;
        double kva = i.Settings.Site.RatedVoltAmperes / 1000;
        Heading(i);
        string volts = g.VoltagePu.Count == 3
            ? F($"L1 {g.VoltagePu.A:0.0000}  L2 {g.VoltagePu.B:0.0000}  L3 {g.VoltagePu.C:0.0000} pu")
            : F($"V {g.VoltagePu.A:0.0000} pu");
        _screen.Line(1, F($" {volts}   f {g.FrequencyHz:0.000} Hz   {Sync(g)}"));
        double q = g.VarInjectedPu, s = g.ApparentPowerPu;
        _screen.Line(2, F($" P {g.ActivePowerPu * kva,7:+0.00;-0.00;0.00} kW   Q {q * kva,7:+0.00;-0.00;0.00} kvar ({q * 100:+0.0;-0.0;0.0} %)   S {s * 100:0.0} %   Q commanded {i.Output.Command.VarInjectedPu * 100:+0.0;-0.0;0.0} %"));
        _screen.Line(3, F($" Tj {i.State.Heat.JunctionCelsius:0} °C   loop worst {i.WorstTickNs / 1000.0:0} us, {i.LateTicks} late, {i.AllocatedBytes} B allocated   THD {i.Report.VoltageThd.Mean * 100:0.0} %"), Tint.Dim);
        Charts(i);
        Reasons(i);
        Events(i);
        _screen.Line(NoticeRow, _noticeLeft-- > 0 ? $" {_notice}" : "", Tint.Yellow);
        _screen.Line(23, " q quit   s sag to 0.94 for 30 s   a acknowledge   ^L repaint", Tint.Dim);
    }

    void Heading(in ControllerImage i)
    {
        Tint tint = i.State.State switch
        {
            ControllerState.InService or ControllerState.SupportingInject or ControllerState.SupportingAbsorb => Tint.Green,
            ControllerState.Tripped => Tint.Red,
            _ => Tint.Yellow,
        };
        string mode = i.State.LocalAutonomous ? $"  {ControllerStateNames.LocalAutonomousMode}" : "";
        string vehicle = i.Vehicle.Connected ? F($"EV SoC {i.Vehicle.StateOfCharge * 100:0} %") : "no EV";
        string test = i.SagTest == SagTest.None ? "" : F($"  SAG TEST {i.HeldVoltagePu:0.000}{(i.SagTest == SagTest.PowerInhibited ? " (no power)" : "")}");
        _screen.Line(0, F($" {(i.Simulated ? "SIMULATED  " : "")}{i.State.State.Text()}{mode}{test}"), tint);
        TimeSpan up = TimeSpan.FromTicks((i.TimeNs - i.StartedNs) / 100);
        string right = F($"{vehicle}   {(int)up.TotalHours:00}:{up.Minutes:00}:{up.Seconds:00} ");
        _screen.Text(0, Width - right.Length, right);
    }

    void Charts(in ControllerImage i)
    {
        if (i.TimeNs < _nextColumnNs) return;
        _nextColumnNs = i.TimeNs + 1_000_000_000;
        bool seen = i.Grid.Valid;
        double v = i.Grid.VoltagePu.Mean;
        _voltage.Add(_screen, seen ? v : double.NaN, v is < 0.95 or > 1.05 ? Tint.Yellow : Tint.Green);
        _var.Add(_screen, seen ? i.Grid.VarInjectedPu : double.NaN, Tint.Green);
    }

    void Reasons(in ControllerImage i)
    {
        string inhibits = string.Join(", ", StatusVerbs.InhibitsOf(i.State.Inhibits).Select(x => x.Name));
        string limiters = string.Join(", ", StatusVerbs.LimitersOf(i).Select(l => F($"{l.Name} {l.ValuePu:+0.00;-0.00;0.00}")));
        _screen.Line(16, F($" inhibits: {(inhibits.Length == 0 ? "none" : inhibits)}    limits: {(limiters.Length == 0 ? "none" : limiters)}"), inhibits.Length > 0 ? Tint.Yellow : Tint.Plain);
        Fault? worst = i.State.Faults.Worst;
        _screen.Line(17, worst is null ? $" {StatusVerbs.PathText(i)}" : F($" {worst.CodeText} {worst.Text}"), worst is null ? Tint.Dim : Tint.Red);
    }

    void Events(in ControllerImage i)
    {
        foreach ((long timeNs, string text, Tint tint) in EventText.Since(i.State.Events, ref _eventsSeen)) _events.Add((timeNs, text, tint));
        if (_events.Count > EventRows) _events.RemoveRange(0, _events.Count - EventRows);
        for (int k = 0; k < EventRows; k++)
        {
            bool there = k < _events.Count;
            _screen.Line(EventTop + k, there ? F($" {(_events[k].TimeNs - i.StartedNs) * 1e-9,9:0.000} s  {_events[k].Text}") : "", there ? _events[k].Tint : Tint.Plain);
        }
    }

    static string Sync(in GridMeasurement g) => g.Sync switch
    {
        SyncState.Locked => "locked",
        SyncState.Coasting => "coasting",
        SyncState.Lost => "Grid Sync Loss",
        _ => "searching",
    };

    static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
