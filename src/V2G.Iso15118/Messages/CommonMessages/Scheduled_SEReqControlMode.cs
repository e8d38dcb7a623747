using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct Scheduled_SEReqControlMode
{
    public uint? DepartureTime;
    public RationalNumber? EVTargetEnergyRequest;
    public RationalNumber? EVMaximumEnergyRequest;
    public RationalNumber? EVMinimumEnergyRequest;
    public EVEnergyOffer? EVEnergyOffer;
}
