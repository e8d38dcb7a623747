using System.Globalization;

namespace V2G.Firmware.Live;

/// <summary>
/// A chart that overwrites itself from left to right like an oscilloscope in sweep mode: an update touches one column, where a
/// scrolling chart would touch all of them.
/// </summary>
internal sealed class SweepChart(string name, double centre, double half, int top, int rows, int left, int columns, string format)
{
    int _column;

    /// <summary>Draws axis and frame.</summary>
    public void Frame(ScreenBuffer screen)
    {
        screen.Text(top, 0, Label(centre + half), Tint.Dim);
        screen.Text(top + rows / 2, 0, Label(centre), Tint.Dim);
        screen.Text(top + rows - 1, 0, Label(centre - half), Tint.Dim);
        screen.Text(top + 1, 0, name, Tint.Bold);
        for (int r = 0; r < rows; r++) screen.Set(top + r, left - 1, '│', Tint.Dim);
        for (int c = 0; c < columns; c++) screen.Set(top + rows / 2, left + c, '·', Tint.Dim);
    }

    /// <summary>Puts the next value and moves on. NaN leaves a gap.</summary>
    public void Add(ScreenBuffer screen, double value, Tint tint)
    {
        int middle = rows / 2, gap = (_column + 1) % columns;
        for (int r = 0; r < rows; r++)
        {
            screen.Set(top + r, left + gap, ' ');
            screen.Set(top + r, left + _column, r == middle ? '·' : ' ', Tint.Dim);
        }
        if (double.IsFinite(value))
        {
            // Nothing to speak of lies on the axis, not a hair above or below it.
            if (Math.Abs(value - centre) < half * 0.02)
            {
                screen.Set(top + middle, left + _column, '─', tint);
                _column = gap;
                return;
            }
            // Twice the rows: half a block tells the upper from the lower half of a row.
            int halves = (int)Math.Round((1 - Math.Clamp((value - centre) / half, -1, 1)) * 0.5 * (2 * rows - 1));
            screen.Set(top + halves / 2, left + _column, halves % 2 == 0 ? '▀' : '▄', tint);
        }
        _column = gap;
    }

    string Label(double value) => value.ToString(format, CultureInfo.InvariantCulture).PadLeft(left - 2);
}
