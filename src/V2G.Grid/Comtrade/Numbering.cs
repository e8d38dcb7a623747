namespace V2G.Grid.Comtrade;

/// <summary>Watches that sample numbers count up by one. A jump is noted once: records keep the order of the file.</summary>
struct Numbering(string part, NoteList notes)
{
    long _previous;
    bool _noted;

    internal void Check(int sample, long number, long place, string unit)
    {
        if (sample > 0 && number != _previous + 1 && !_noted)
        {
            notes.Add($"{part} {unit} {place}: sample number {number} follows {_previous}; records are taken in the order of the file");
            _noted = true;
        }
        _previous = number;
    }
}
