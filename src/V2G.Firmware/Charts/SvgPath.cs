using System.Text;

namespace V2G.Firmware.Charts;

/// <summary>
/// Turns a series into path data. Where points are denser than pixels, each pixel column keeps its first, lowest, highest and last point:
/// what the eye would see of a million points, in a file of a few thousand.
/// </summary>
sealed class SvgPath(AxisScale x, AxisScale y, double left, double top, double width, double height)
{
    const int DenseEnough = 3;

    /// <summary>A series that goes back in x (a locus) can't be thinned by column; it is thinned to so many points.</summary>
    const int MaximumLocusPoints = 8_000;

    readonly StringBuilder _path = new();
    bool _drawing;
    double _lastX, _lastY;

    internal string Line(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        _path.Clear();
        _drawing = false;
        if (xs.Length <= DenseEnough * width) Every(xs, ys, 1);
        else if (Rises(xs)) Columns(xs, ys);
        else Every(xs, ys, (xs.Length + MaximumLocusPoints - 1) / MaximumLocusPoints);
        EndRun();
        return _path.ToString();
    }

    /// <summary>Dots, as zero-length strokes for a round line cap; those that would cover one another are written once.</summary>
    internal string Dots(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        _path.Clear();
        HashSet<(int, int)> taken = [];
        bool many = xs.Length > 2_000;
        for (int i = 0; i < xs.Length; i++)
        {
            if (!double.IsFinite(xs[i]) || !double.IsFinite(ys[i]) || x.Fraction(xs[i]) is < 0 or > 1 || y.Fraction(ys[i]) is < 0 or > 1) continue;
            double px = PixelX(xs[i]), py = PixelY(ys[i]);
            if (many && !taken.Add(((int)px / 2, (int)py / 2))) continue;
            _path.Append('M').Append(SvgText.Number(px)).Append(' ').Append(SvgText.Number(py)).Append("h0");
        }
        return _path.ToString();
    }

    internal double PixelX(double value) => left + Math.Clamp(x.Fraction(value), -10, 11) * width;

    internal double PixelY(double value) => top + (1 - Math.Clamp(y.Fraction(value), -10, 11)) * height;

    static bool Rises(ReadOnlySpan<double> xs)
    {
        double before = double.NegativeInfinity;
        foreach (double value in xs)
        {
            if (value < before) return false;
            if (!double.IsNaN(value)) before = value;
        }
        return true;
    }

    void Every(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, int stride)
    {
        for (int i = 0; i < xs.Length; i += stride)
        {
            if (double.IsFinite(xs[i]) && double.IsFinite(ys[i])) Point(PixelX(xs[i]), PixelY(ys[i]));
            else EndRun();
        }
    }

    void Columns(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        int column = int.MinValue, first = 0, last = 0, low = 0, high = 0;
        bool gap = false;
        for (int i = 0; i < xs.Length; i++)
        {
            if (!double.IsFinite(xs[i]) || !double.IsFinite(ys[i]))
            {
                gap = true;
                continue;
            }
            int at = (int)Math.Floor(PixelX(xs[i]) - left);
            if (at == column)
            {
                // A gap inside one column is narrower than a pixel: not seen, and not written a million times.
                if (ys[i] < ys[low]) low = i;
                if (ys[i] > ys[high]) high = i;
                last = i;
            }
            else
            {
                if (column != int.MinValue) Column(xs, ys, first, low, high, last);
                if (gap) EndRun();
                (column, first, low, high, last) = (at, i, i, i, i);
            }
            gap = false;
        }
        if (column != int.MinValue) Column(xs, ys, first, low, high, last);
    }

    void Column(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, int first, int low, int high, int last)
    {
        (int one, int two) = low < high ? (low, high) : (high, low);
        Point(PixelX(xs[first]), PixelY(ys[first]));
        if (one > first) Point(PixelX(xs[one]), PixelY(ys[one]));
        if (two > one) Point(PixelX(xs[two]), PixelY(ys[two]));
        if (last > two) Point(PixelX(xs[last]), PixelY(ys[last]));
    }

    int _pointsInRun;

    void Point(double px, double py)
    {
        px = Math.Round(px, 1);
        py = Math.Round(py, 1);
        if (_drawing && px == _lastX && py == _lastY) return;
        _path.Append(!_drawing ? 'M' : _pointsInRun == 1 ? 'L' : ' ');
        _path.Append(SvgText.Number(px)).Append(' ').Append(SvgText.Number(py));
        (_lastX, _lastY) = (px, py);
        _pointsInRun = _drawing ? _pointsInRun + 1 : 1;
        _drawing = true;
    }

    // A point between two gaps has no line: a zero-length stroke makes it a dot.
    void EndRun()
    {
        if (_drawing && _pointsInRun == 1) _path.Append("h0");
        _drawing = false;
    }
}
