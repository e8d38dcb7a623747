using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC;

/// <summary>Limits of a vehicle that only charges; W.</summary>
[GlobalElement]
public partial struct AC_CPDReqEnergyTransferMode
{
    public RationalNumber EVMaximumChargePower;
    public RationalNumber? EVMaximumChargePower_L2;
    public RationalNumber? EVMaximumChargePower_L3;
    public RationalNumber EVMinimumChargePower;
    public RationalNumber? EVMinimumChargePower_L2;
    public RationalNumber? EVMinimumChargePower_L3;
}
