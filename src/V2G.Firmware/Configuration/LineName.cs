namespace V2G.Firmware.Configuration;

/// <summary>A GPIO line as v2g.yaml names it: its name, or its name and ":low" where low is active; "none" where the board has none.</summary>
internal readonly record struct LineName(string Line, bool ActiveLow)
{
    const string Low = ":low";

    public static readonly LineName None = new(BoardSettings.None, false);

    public bool Exists => Line is not null && Line != BoardSettings.None;

    public static LineName Parse(string text) => text.EndsWith(Low, StringComparison.Ordinal) ? new(text[..^Low.Length], true) : new(text, false);

    public override string ToString() => ActiveLow ? Line + Low : Line ?? BoardSettings.None;
}
