namespace V2G.Grid.Comtrade;

/// <summary>Watches that sample numbers count up by one. A jump is noted once: records keep the order of the file.</summary>
struct Numbering(string part, NoteList notes)
{
    long previous;
    bool noted;

    internal void Check(int sample, long number, long place, string unit)
    {
        if (sample > 0 && number != previous + 1 && !noted)
        {
            notes.Add($"{part} {unit} {place}: sample number {number} follows {previous}; records are taken in the order of the file");
            noted = true;
        }
        previous = number;
    }
}
