namespace V2G.Firmware.Charts;

/// <summary>Places labels of events and spans above the first panel in lanes, so that none covers another.</summary>
sealed class LabelLanes(double left, double right)
{
    /// <summary>More would push the plot off the page; labels that find no lane remain as tooltips.</summary>
    internal const int Maximum = 5;

    readonly List<List<(double From, double To)>> lanes = [];

    internal int Count => lanes.Count;

    /// <summary>Centres the text at x as far as the edges allow.</summary>
    /// <returns>Left edge and lane, 0 next to the plot; null if there is no room.</returns>
    internal (double Left, int Lane)? Place(double x, double width)
    {
        const double air = 8;
        double from = Math.Max(left, Math.Min(x - width / 2, right - width)), to = from + width;
        for (int lane = 0; lane < Maximum; lane++)
        {
            if (lane == lanes.Count) lanes.Add([]);
            if (lanes[lane].Exists(other => from < other.To + air && other.From < to + air)) continue;
            lanes[lane].Add((from, to));
            return (from, lane);
        }
        return null;
    }
}
