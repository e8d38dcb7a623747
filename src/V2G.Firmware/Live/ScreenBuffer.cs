using System.Text;

namespace V2G.Firmware.Live;

internal enum Tint : byte { Plain = 0, Green = 32, Yellow = 33, Red = 31, Dim = 90, Bold = 1 }

/// <summary>
/// A terminal as cells. <see cref="Diff"/> writes only what changed since it was last sent, within a budget of bytes; what does not
/// fit waits for the next frame, so a serial line of 115200 baud is never more than a quarter full.
/// </summary>
internal sealed class ScreenBuffer(int width, int height, bool colour, bool unicode)
{
    readonly Cell[] _wanted = new Cell[width * height];
    readonly Cell[] _sent = new Cell[width * height];
    readonly byte[] _encoded = new byte[4];
    int _resume;
    Tint _tint;

    readonly record struct Cell(char Glyph, Tint Tint);

    public int Width => width;

    public int Height => height;

    /// <summary>Forgets what was sent: the next frames repaint everything.</summary>
    public void Invalidate()
    {
        Array.Clear(_sent);
        _resume = 0;
        _tint = Tint.Plain;
    }

    public void Clear(int row) => Array.Fill(_wanted, new Cell(' ', Tint.Plain), row * width, width);

    public void Set(int row, int column, char glyph, Tint tint = Tint.Plain)
    {
        if (row < 0 || row >= height || column < 0 || column >= width) return;
        _wanted[row * width + column] = new(unicode || glyph < 128 ? glyph : Ascii(glyph), colour ? tint : Tint.Plain);
    }

    /// <summary>Writes a row from a column on and blanks the rest of it.</summary>
    public void Line(int row, string text, Tint tint = Tint.Plain, int column = 0)
    {
        for (int i = column; i < width; i++) Set(row, i, i - column < text.Length ? text[i - column] : ' ', tint);
    }

    public void Text(int row, int column, string text, Tint tint = Tint.Plain)
    {
        for (int i = 0; i < text.Length; i++) Set(row, column + i, text[i], tint);
    }

    /// <summary>Appends what brings the terminal nearer to what is wanted; at most <paramref name="budgetBytes"/>. Returns the bytes of it.</summary>
    public int Diff(StringBuilder into, int budgetBytes)
    {
        int bytes = 0, cursor = -1, cells = width * height;
        for (int n = 0; n < cells; n++)
        {
            int at = (_resume + n) % cells;
            Cell cell = _wanted[at];
            if (cell.Glyph == '\0') cell = new(' ', Tint.Plain);
            if (cell == _sent[at]) continue;
            // The dearest cell: a cursor move of 10, a colour of 7 and a glyph of 3 bytes, and the colour's end.
            if (bytes + 24 > budgetBytes)
            {
                _resume = at;
                return bytes + Reset(into);
            }
            // The last cell of the screen scrolls some terminals: never written.
            if (at == cells - 1) continue;
            if (cursor != at) bytes += Put(into, $"\e[{at / width + 1};{at % width + 1}H");
            if (cell.Tint != _tint) bytes += Put(into, cell.Tint == Tint.Plain ? "\e[m" : $"\e[0;{(int)cell.Tint}m");
            _tint = cell.Tint;
            into.Append(cell.Glyph);
            bytes += Encoding.UTF8.GetBytes([cell.Glyph], _encoded);
            _sent[at] = cell;
            cursor = at % width == width - 1 ? -1 : at + 1;
        }
        _resume = 0;
        return bytes + Reset(into);
    }

    // What anyone else writes to the terminal should not be in our colours.
    int Reset(StringBuilder into)
    {
        if (_tint == Tint.Plain) return 0;
        _tint = Tint.Plain;
        return Put(into, "\e[m");
    }

    static int Put(StringBuilder into, string ascii)
    {
        into.Append(ascii);
        return ascii.Length;
    }

    static char Ascii(char glyph) => glyph switch
    {
        '─' => '-', '│' => '|', '·' => '.', '…' => '.', '°' => ' ', 'φ' => 'p', '●' => '*', '█' => '#', '▄' => '=', '▀' => '=', '▔' => '-', _ => '?',
    };
}
