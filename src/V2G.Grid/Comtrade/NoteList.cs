namespace V2G.Grid.Comtrade;

/// <summary>Collects notes, a bounded number: a file odd in every line must not fill the memory with remarks on it.</summary>
sealed class NoteList
{
    readonly List<string> notes = [];

    internal IReadOnlyList<string> Notes => notes;

    internal void Add(string note)
    {
        if (notes.Count < ComtradeLimits.Notes) notes.Add(note);
        else if (notes.Count == ComtradeLimits.Notes) notes.Add("further notes left out");
    }
}
