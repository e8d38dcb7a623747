using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct Dynamic_SEReqControlMode
{
    public uint DepartureTime;
    [Range(0, 100)] public sbyte? MinimumSOC;
    [Range(0, 100)] public sbyte? TargetSOC;
    public RationalNumber EVTargetEnergyRequest;
    public RationalNumber EVMaximumEnergyRequest;
    public RationalNumber EVMinimumEnergyRequest;
    public RationalNumber? EVMaximumV2XEnergyRequest;
    public RationalNumber? EVMinimumV2XEnergyRequest;
}
