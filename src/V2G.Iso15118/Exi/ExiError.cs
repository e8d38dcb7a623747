using System.Runtime.CompilerServices;
using System.Text;

namespace V2G.Iso15118.Exi;

/// <summary>An error as a value: what, at which bit, in which element. Costs nothing until somebody wants to read it.</summary>
public readonly struct ExiError
{
    readonly ElementPath _path;
    readonly int _depth;
    readonly ushort _root;

    internal ExiError(ExiProblem problem, int bitOffset, ushort root, in ElementPath path, int depth)
    {
        Problem = problem;
        BitOffset = bitOffset;
        _root = root;
        _path = path;
        _depth = depth;
    }

    public ExiProblem Problem { get; }

    /// <summary>Where the reader or writer stood.</summary>
    public int BitOffset { get; }

    public bool IsOk => Problem == ExiProblem.None;

    /// <summary>"ServiceDetailRes/ServiceParameterList/ParameterSet[3]/Parameter[1]/finiteString"</summary>
    public string Path
    {
        get
        {
            if (_root == Grammars.None) return "";
            StringBuilder text = new(Grammars.NameOfType(_root));
            for (int i = 0; i < _depth; i++)
            {
                ref readonly FieldRow row = ref Grammars.Field((int)(_path[i] & 0xFFFF));
                text.Append('/').Append(row.IsAttribute ? "@" : "").Append(Grammars.Name(row.Name));
                if (row.IsList) text.Append('[').Append(_path[i] >> 16).Append(']');
            }
            return text.ToString();
        }
    }

    /// <summary>Number of the innermost element's row; -1 in none.</summary>
    internal int LastElement => _depth == 0 ? -1 : (int)(_path[_depth - 1] & 0xFFFF);

    public override string ToString() => IsOk ? "ok" : $"{Problem} at bit {BitOffset}{(Path.Length > 0 ? " in " + Path : "")}";
}

/// <summary>Fields on the way from the root, each with the index of its item. The deepest message has ten.</summary>
[InlineArray(Depth)]
internal struct ElementPath
{
    public const int Depth = 16;

    uint _first;
}
