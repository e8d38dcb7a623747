using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>A named value of one of six kinds.</summary>
[ComplexType]
public partial struct Parameter
{
    [XmlAttribute, MaxLength(80)] public Text Name;
    [Choice] public bool? boolValue;
    [Choice] public sbyte? byteValue;
    [Choice] public short? shortValue;
    [Choice] public int? intValue;
    [Choice] public RationalNumber? rationalNumber;
    [Choice, MaxLength(80)] public Text? finiteString;
}
