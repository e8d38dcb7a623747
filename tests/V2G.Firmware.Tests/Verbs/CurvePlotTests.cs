using System.Xml.Linq;
using V2G.Control.Settings;
using V2G.Firmware.Run;
using V2G.Firmware.Verbs;

namespace V2G.Firmware.Tests.Verbs;

public sealed class CurvePlotTests : IDisposable
{
    readonly V2gProcess _v2g = new();

    public void Dispose() => _v2g.Dispose();

    [Fact]
    public void R_63_the_default_curve_is_drawn_as_expected() => Assert.Equal(
        """
        Volt-VAR, category B
        Q, pu (+ = injected)
             |**********
         0.4 +          ***
             |             ***
         0.2 +                ***
             |                   ***
           0 +----------------------************----------------------
             |                                  ***
        -0.2 +                                     ***
             |                                        ***
        -0.4 +                                           ***
             |                                              **********
             +-----+----------+----------+-----------+----------+-----
                 0.90       0.95       1.00        1.05          V, pu
        * Q
        slope 7.33 pu/pu, 1 % of voltage is 1.61 kvar

        """.ReplaceLineEndings("\n"),
        _v2g.Run("curve", "plot", "--etc", _v2g.Etc, "--ascii", "--width", "62", "--height", "17").Expect(0).Out);

    [Fact]
    public void The_operating_point_of_a_running_controller_stands_on_the_curve()
    {
        ControlSettings settings = ControlSettings.Default();
        SimulatedRun run = new(settings, new() { SourcePu = 0.94, Waveform = false });
        run.RunSeconds(15);
        ControllerImage image = new() { Simulated = true, Settings = settings };
        run.Describe(ref image);
        CurvePicture picture = new(settings, "test", image);
        IReadOnlyList<string> lines = picture.Terminal(ascii: true, 80, 24);
        // Above the axis; the legend and the title hold no lone O.
        string marked = lines.Skip(2).First(line => line.Contains('O'));
        Assert.InRange(marked.IndexOf('O'), 6, 40);
        Assert.Contains("O now 0.9", string.Join('\n', lines));
        XDocument svg = XDocument.Parse(picture.Svg());
        Assert.Contains("SIMULATED", svg.Root!.Value);
    }

    [Fact]
    public void Volt_watt_is_drawn_only_where_it_is_enabled()
    {
        ControlSettings on = ControlSettings.Default();
        on = on with { VoltWatt = on.VoltWatt with { Enabled = true } };
        Assert.Contains("limit of P", string.Join('\n', new CurvePicture(on, "", null).Terminal(true, 80, 24)));
        Assert.Contains("Volt-Watt", new CurvePicture(on, "", null).Svg());
        Assert.DoesNotContain("Volt-Watt", new CurvePicture(ControlSettings.Default(), "", null).Svg());
    }

    [Fact]
    public void A_picture_is_written_where_it_is_asked_for()
    {
        string svg = _v2g.File("curve.svg");
        V2gResult result = _v2g.Run("curve", "plot", "--etc", _v2g.Etc, "--svg", svg).Expect(0);
        Assert.Empty(result.Out);
        Assert.Equal("svg", XDocument.Load(svg).Root!.Name.LocalName);
    }

    [Theory]
    [InlineData("--width", "29")]
    [InlineData("--width", "501")]
    [InlineData("--height", "8")]
    public void A_size_that_can_not_be_drawn_is_refused(string option, string value) =>
        Assert.Contains($"{option} must be", _v2g.Run("curve", "plot", "--etc", _v2g.Etc, option, value).Expect(2).Err);
}
