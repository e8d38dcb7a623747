namespace V2G.Iso15118.Generator.Declarations;

/// <summary>What a value is on the wire. The numbers are those of the runtime's ValueKind.</summary>
internal enum ValueKind
{
    Boolean,
    /// <summary>An integer of at most 4096 values: n bits (EXI 1.0, 7.1.9).</summary>
    Bits,
    Unsigned,
    Signed,
    Enumeration,
    Text,
    HexBinary,
    Base64Binary,
    /// <summary>xs:integer, as long as it likes.</summary>
    Integer,
    Complex,
    /// <summary>A complex type of a byte and a short: so frequent that the runtime reads and writes it in one piece.</summary>
    Rational,
}
