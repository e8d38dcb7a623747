namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Energy that the vehicle would sell, and its price.</summary>
[ComplexType]
public partial struct EVEnergyOffer
{
    public EVPowerSchedule EVPowerSchedule;
    public EVAbsolutePriceSchedule EVAbsolutePriceSchedule;
}
