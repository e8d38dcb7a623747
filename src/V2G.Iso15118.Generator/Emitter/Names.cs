using V2G.Iso15118.Generator.Grammar;

namespace V2G.Iso15118.Generator.Emitter;

/// <summary>Numbers for names: the string table's partitions are by qualified name, so every one has a number of its own.</summary>
internal sealed class Names
{
    readonly Dictionary<QName, int> _numbers = [];
    readonly List<QName> _names = [];
    readonly List<string> _uris = [""];

    public IReadOnlyList<QName> All => _names;

    public IReadOnlyList<string> Uris => _uris;

    public int Of(QName name)
    {
        if (_numbers.TryGetValue(name, out int number)) return number;
        if (!_uris.Contains(name.Uri)) _uris.Add(name.Uri);
        _names.Add(name);
        return _numbers[name] = _names.Count - 1;
    }

    public int UriOf(QName name) => _uris.IndexOf(name.Uri);
}
