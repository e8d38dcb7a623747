namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What a scheduled charge loop's request carries in every set.</summary>
[ComplexType]
public partial struct Scheduled_CLReqControlMode
{
    public RationalNumber? EVTargetEnergyRequest;
    public RationalNumber? EVMaximumEnergyRequest;
    public RationalNumber? EVMinimumEnergyRequest;
}
