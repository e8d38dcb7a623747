namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>State of charge and times that the station may show to a person: percent and seconds.</summary>
[ComplexType]
public partial struct DisplayParameters
{
    [Range(0, 100)] public sbyte? PresentSOC;
    [Range(0, 100)] public sbyte? MinimumSOC;
    [Range(0, 100)] public sbyte? TargetSOC;
    [Range(0, 100)] public sbyte? MaximumSOC;
    public uint? RemainingTimeToMinimumSOC;
    public uint? RemainingTimeToTargetSOC;
    public uint? RemainingTimeToMaximumSOC;
    public bool? ChargingComplete;
    public RationalNumber? BatteryEnergyCapacity;
    public bool? InletHot;
}
