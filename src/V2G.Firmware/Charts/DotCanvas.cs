namespace V2G.Firmware.Charts;

/// <summary>A grid of dots on character cells: two by four to a cell in braille, one to a cell in ASCII.</summary>
sealed class DotCanvas(int columns, int rows, bool ascii)
{
    const char BrailleBlank = '\u2800';

    // Bit of the dot in column 0 or 1 and row 0 to 3 of a braille cell (Unicode 8-dot patterns).
    static ReadOnlySpan<byte> BrailleBits => [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80];

    readonly char[] _cells = new char[columns * rows];

    internal int DotColumns => ascii ? columns : columns * 2;

    internal int DotRows => ascii ? rows : rows * 4;

    /// <summary>The character column of a place on the axis, the same that a dot there falls into.</summary>
    internal int Column(double fraction) => (int)Math.Round(fraction * (DotColumns - 1)) * columns / DotColumns;

    /// <summary>The character row of a place on the axis, which counts from the bottom.</summary>
    internal int Row(double fraction) => (int)Math.Round((1 - fraction) * (DotRows - 1)) * rows / DotRows;

    internal void Dot(int x, int y, char asciiSymbol)
    {
        if (x < 0 || y < 0 || x >= DotColumns || y >= DotRows) return;
        if (ascii)
        {
            _cells[y * columns + x] = asciiSymbol;
            return;
        }
        ref char cell = ref _cells[y / 4 * columns + x / 2];
        if (cell < BrailleBlank) cell = BrailleBlank;
        cell = (char)(cell | BrailleBits[x % 2 * 4 + y % 4]);
    }

    /// <summary>A straight line; every third dot of it if dotted. What lies outside is cut off before it costs a step.</summary>
    internal void Line(double x0, double y0, double x1, double y1, char asciiSymbol, bool dotted)
    {
        if (!Clip(ref x0, ref y0, ref x1, ref y1)) return;
        int steps = (int)Math.Ceiling(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)));
        for (int i = 0; i <= steps; i++)
        {
            double part = steps == 0 ? 0 : (double)i / steps;
            int x = (int)Math.Round(x0 + (x1 - x0) * part), y = (int)Math.Round(y0 + (y1 - y0) * part);
            if (!dotted || (x + y) % 3 == 0) Dot(x, y, asciiSymbol);
        }
    }

    /// <summary>0 if nothing was drawn there.</summary>
    internal char Cell(int column, int row) => _cells[row * columns + column];

    bool Clip(ref double x0, ref double y0, ref double x1, ref double y1)
    {
        double from = 0, to = 1, dx = x1 - x0, dy = y1 - y0;
        bool inside = Cut(-dx, x0 + 0.5, ref from, ref to) && Cut(dx, DotColumns - 0.5 - x0, ref from, ref to)
            && Cut(-dy, y0 + 0.5, ref from, ref to) && Cut(dy, DotRows - 0.5 - y0, ref from, ref to);
        if (!inside) return false;
        (x0, y0, x1, y1) = (x0 + from * dx, y0 + from * dy, x0 + to * dx, y0 + to * dy);
        return true;
    }

    // Liang and Barsky's test against one edge.
    static bool Cut(double slope, double room, ref double from, ref double to)
    {
        if (slope == 0) return room >= 0;
        double at = room / slope;
        if (slope < 0) from = Math.Max(from, at);
        else to = Math.Min(to, at);
        return from <= to;
    }
}
