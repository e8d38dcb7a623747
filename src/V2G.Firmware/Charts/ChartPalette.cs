namespace V2G.Firmware.Charts;

/// <summary>
/// Colours that stay apart under every common colour blindness (Okabe and Ito), each with its own dash pattern, so that a chart also
/// reads in print without colour.
/// </summary>
static class ChartPalette
{
    static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#B8860B", "#000000"];
    static readonly string[] Dashes = ["", "7 3", "2 3", "10 3 2 3", "4 4", "12 4", "1 4"];

    internal const string Text = "#1F2933", Faint = "#5B6770", Grid = "#E1E5EA", Frame = "#8A949E";
    internal const string Limit = "#8C1D18", Event = "#3E4C59", Span = "#E69F00", SpanText = "#7A5200", Tag = "#8C1D18";

    internal static string Colour(int index) => Colours[index % Colours.Length];

    /// <summary>Empty for a solid line.</summary>
    internal static string Dash(int index) => Dashes[index % Dashes.Length];
}
