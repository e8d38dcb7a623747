namespace V2G.Grid.Comtrade;

/// <summary>Editions of C37.111; IEC 60255-24 is the same text.</summary>
public enum Revision
{
    /// <summary>No year in the first line, month before day, no ratio in channel lines, no time factor.</summary>
    Year1991 = 1991,

    Year1999 = 1999,

    /// <summary>Adds 32 bit data, single files, time codes and nanoseconds.</summary>
    Year2013 = 2013,
}
