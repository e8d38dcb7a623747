namespace V2G.Linux.Can.Dbc;

/// <summary>A DBC file that can't be used: where, what is wrong, what is allowed.</summary>
public sealed class DbcException(int line, string message) : FormatException(message)
{
    /// <summary>From 1; 0: not of one line.</summary>
    public int Line { get; } = line;
}
