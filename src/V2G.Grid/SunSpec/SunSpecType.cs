namespace V2G.Grid.SunSpec;

/// <summary>The types of points that the models use.</summary>
public enum SunSpecType : byte
{
    Signed16,
    Signed32,
    Unsigned16,
    Unsigned32,
    Unsigned64,

    /// <summary>Counts up and begins anew; 0 also where nothing is counted.</summary>
    Accumulator32,

    /// <summary>IEEE 754, single.</summary>
    Real32,
    Enum16,
    Bitfield16,
    Bitfield32,

    /// <summary>A power of ten for other points, −10 … 10.</summary>
    ScaleFactor,

    Text,
    Pad,
}
