namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What a dynamic charge loop's request carries in every set: the vehicle says its needs, the station decides.</summary>
[ComplexType]
public partial struct Dynamic_CLReqControlMode
{
    public uint? DepartureTime;
    public RationalNumber EVTargetEnergyRequest;
    public RationalNumber EVMaximumEnergyRequest;
    public RationalNumber EVMinimumEnergyRequest;
}
