namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What a dynamic charge loop's response carries in every set.</summary>
[ComplexType]
public partial struct Dynamic_CLResControlMode
{
    public uint? DepartureTime;
    [Range(0, 100)] public sbyte? MinimumSOC;
    [Range(0, 100)] public sbyte? TargetSOC;
    public ushort? AckMaxDelay;
}
