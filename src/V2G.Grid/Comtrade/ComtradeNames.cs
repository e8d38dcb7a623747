namespace V2G.Grid.Comtrade;

/// <summary>What the two files are called in errors and notes, e.g. their paths.</summary>
public readonly record struct ComtradeNames(string Configuration, string Data)
{
    public static ComtradeNames Plain { get; } = new("cfg", "dat");
}
