using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct EVPriceRule
{
    public RationalNumber EnergyFee;
    public RationalNumber PowerRangeStart;
}
