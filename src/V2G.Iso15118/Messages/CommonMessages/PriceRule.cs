using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Fees that apply from a power upwards.</summary>
[ComplexType]
public partial struct PriceRule
{
    public RationalNumber EnergyFee;
    public RationalNumber? ParkingFee;
    public uint? ParkingFeePeriod;
    public ushort? CarbonDioxideEmission;
    public byte? RenewableGenerationPercentage;
    public RationalNumber PowerRangeStart;
}
