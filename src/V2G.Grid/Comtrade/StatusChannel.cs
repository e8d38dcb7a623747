namespace V2G.Grid.Comtrade;

/// <summary>One status (digital) channel.</summary>
public sealed record StatusChannel
{
    /// <summary>As written; counted from 1.</summary>
    public int Index { get; init; }

    public required string Name { get; init; }

    public string Phase { get; init; } = "";

    public string Circuit { get; init; } = "";

    /// <summary>The state in normal service.</summary>
    public bool Normal { get; init; }

    public ReadOnlyMemory<bool> Values { get; init; }
}
