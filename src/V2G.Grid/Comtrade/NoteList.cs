namespace V2G.Grid.Comtrade;

/// <summary>Collects notes, a bounded number: a file odd in every line must not fill the memory with remarks on it.</summary>
sealed class NoteList
{
    readonly List<string> _notes = [];

    internal IReadOnlyList<string> Notes => _notes;

    internal void Add(string note)
    {
        if (_notes.Count < ComtradeLimits.Notes) _notes.Add(note);
        else if (_notes.Count == ComtradeLimits.Notes) _notes.Add("further notes left out");
    }
}
