using System.Text;
using System.Text.RegularExpressions;
using V2G.Control.Settings;
using V2G.Firmware.Live;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.Live;

/// <summary>The live view on virtual time: what a terminal of 80×24 would have received.</summary>
public partial class LiveScreenTests
{
    const double FrameSeconds = 0.25;

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colour { get; }

    [GeneratedRegex("\e\\[[0-9;]*[A-Za-z]")]
    private static partial Regex Escape { get; }

    // Through samples with their noise, every last digit moves in every frame.
    static SimulatedRun Lively(bool waveform = false) => new(ControlSettings.Default(), new() { Script = GridScript.Lively, ActivePowerPu = -0.3, Waveform = waveform });

    // Frames as the terminal gets them: the first without a budget, the rest within it.
    static IEnumerable<string> Frames(SimulatedRun run, LiveScreen screen, double seconds)
    {
        ControllerImage image = new() { Simulated = true, Settings = run.Loop.Settings, HeldVoltagePu = double.NaN, StartedNs = run.Board.NowNs };
        bool first = true;
        for (double t = 0; t < seconds; t += FrameSeconds)
        {
            run.RunSeconds(FrameSeconds);
            run.Describe(ref image);
            yield return screen.Frame(image, first ? 100_000 : LiveScreen.FrameBytes);
            first = false;
        }
    }

    [Theory]
    [InlineData(true, true, true, 125)]
    [InlineData(true, true, false, 240)]
    [InlineData(true, false, false, 240)]
    [InlineData(false, true, false, 240)]
    [InlineData(false, false, false, 240)]
    public void R_73_no_frame_after_the_first_is_larger_than_700_bytes_over_lively_minutes(bool colour, bool unicode, bool waveform, double seconds)
    {
        int largest = 0, frames = 0, first = 0;
        foreach (string frame in Frames(Lively(waveform), new LiveScreen(colour, unicode), seconds))
        {
            int bytes = Encoding.UTF8.GetByteCount(frame);
            if (frames++ == 0) first = bytes;
            else largest = Math.Max(largest, bytes);
            if (!unicode) Assert.True(frame.All(c => c < 128), frame);
            if (!colour) Assert.False(Colour.IsMatch(frame), frame);
        }
        Assert.InRange(largest, 100, LiveScreen.FrameBytes);
        Assert.InRange(first, 1000, 100_000);
    }

    [Fact]
    public void A_notice_is_shown_for_five_seconds()
    {
        LiveScreen screen = new(colour: false, unicode: true);
        Terminal terminal = new();
        SimulatedRun run = Lively();
        foreach (string frame in Frames(run, screen, 1)) terminal.Write(frame);
        screen.Notice("refused: another test runs");
        foreach (string frame in Frames(run, screen, 4)) terminal.Write(frame);
        Assert.Contains("refused: another test runs", Row(terminal, 22));
        foreach (string frame in Frames(run, screen, 2)) terminal.Write(frame);
        Assert.Equal("", Row(terminal, 22).Trim());
    }

    [Fact]
    public void Everything_stays_inside_80_by_24_and_what_the_terminal_shows_is_what_a_repaint_would_show()
    {
        LiveScreen screen = new(colour: false, unicode: true);
        Terminal kept = new();
        SimulatedRun run = Lively();
        foreach (string frame in Frames(run, screen, 130)) kept.Write(frame);
        // Nothing moves any more: the frames that were put off come, then none.
        ControllerImage image = new() { Simulated = true, Settings = run.Loop.Settings, HeldVoltagePu = double.NaN };
        run.Describe(ref image);
        string last = "";
        for (int i = 0; i < 40; i++) kept.Write(last = screen.Frame(image));
        Assert.Equal("", last);
        screen.Invalidate();
        Terminal repainted = new();
        repainted.Write(screen.Frame(image, 100_000));
        Assert.Equal(repainted.Text, kept.Text);
        string text = kept.Text;
        Assert.Contains("SIMULATED", text);
        Assert.Contains("supporting", text);
        Assert.Contains("kvar", text);
        Assert.Contains("inhibits:", text);
    }

    [Fact]
    public void Colour_says_the_state()
    {
        string frame = Frames(Lively(), new LiveScreen(colour: true, unicode: true), 0.25).Single();
        Assert.Contains("\e[0;32m", frame);
        // Whatever is written afterwards is not in our colours.
        Assert.EndsWith("\e[m", frame);
    }

    [Fact]
    public void A_line_tells_the_same_without_a_screen()
    {
        SimulatedRun run = new(ControlSettings.Default(), new() { SourcePu = 0.94, Waveform = false });
        run.RunSeconds(20);
        ControllerImage image = new() { Simulated = true, Settings = run.Loop.Settings, HeldVoltagePu = double.NaN };
        run.Describe(ref image);
        string line = LiveLine.Of(image);
        Assert.StartsWith("SIMULATED ", line);
        Assert.Contains("supporting: inject", line);
        Assert.Matches(@"V 0\.9\d{3} pu  f 60\.000 Hz  P \+?0\.00 kW  Q \+\d\.\d\d kvar", line);
        Assert.DoesNotContain('\e', line);
        Assert.DoesNotContain('\n', line);
        Assert.Matches(@"^SIMULATED +1\.500 s  \* text$", LiveLine.Event(image, 1_500_000_000, "text"));
    }

    /// <summary>As much of a terminal as the screen uses: cursor moves and cells. Fails on what leaves the screen.</summary>
    static string Row(Terminal terminal, int row) => terminal.Text.Split('\n')[row];

    sealed class Terminal
    {
        readonly char[] _cells = [.. Enumerable.Repeat(' ', LiveScreen.Width * LiveScreen.Height)];

        public string Text => string.Join('\n', Enumerable.Range(0, LiveScreen.Height).Select(r => new string(_cells, r * LiveScreen.Width, LiveScreen.Width)));

        public void Write(string frame)
        {
            int at = -1;
            for (int i = 0; i < frame.Length;)
            {
                Match escape = Escape.Match(frame, i);
                if (escape.Success && escape.Index == i)
                {
                    i += escape.Length;
                    if (!escape.Value.EndsWith('H')) continue;
                    string[] place = escape.Value[2..^1].Split(';');
                    int row = int.Parse(place[0]), column = int.Parse(place[1]);
                    Assert.InRange(row, 1, LiveScreen.Height);
                    Assert.InRange(column, 1, LiveScreen.Width);
                    at = (row - 1) * LiveScreen.Width + column - 1;
                    continue;
                }
                Assert.False(char.IsControl(frame[i]));
                Assert.InRange(at, 0, LiveScreen.Width * LiveScreen.Height - 2);
                _cells[at++] = frame[i++];
            }
        }
    }
}
