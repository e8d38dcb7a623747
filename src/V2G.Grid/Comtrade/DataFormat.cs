namespace V2G.Grid.Comtrade;

/// <summary>How samples are written in the data file (C37.111-2013, clause 8).</summary>
public enum DataFormat
{
    Ascii,

    /// <summary>16 bit integers.</summary>
    Binary,

    /// <summary>32 bit integers, since 2013.</summary>
    Binary32,

    /// <summary>IEEE 754 single precision (<c>FLOAT32</c>), since 2013.</summary>
    Real32,
}

static class DataFormats
{
    internal const string Words = "ASCII, BINARY, BINARY32, FLOAT32";

    internal static bool TryParse(string word, out DataFormat format)
    {
        DataFormat? found = word.Trim().ToUpperInvariant() switch
        {
            "ASCII" => DataFormat.Ascii,
            "BINARY" => DataFormat.Binary,
            "BINARY32" => DataFormat.Binary32,
            "FLOAT32" => DataFormat.Real32,
            _ => null,
        };
        format = found ?? default;
        return found is not null;
    }

    internal static string Word(this DataFormat format) => format switch
    {
        DataFormat.Ascii => "ASCII",
        DataFormat.Binary => "BINARY",
        DataFormat.Binary32 => "BINARY32",
        _ => "FLOAT32",
    };

    /// <summary>Bytes of one analog sample in a binary record.</summary>
    internal static int AnalogBytes(this DataFormat format) => format == DataFormat.Binary ? 2 : 4;

    /// <summary>Number, time stamp, analog samples, then status bits in words of 16.</summary>
    internal static int RecordBytes(this DataFormat format, int analog, int status) =>
        8 + analog * format.AnalogBytes() + (status + 15) / 16 * 2;
}
