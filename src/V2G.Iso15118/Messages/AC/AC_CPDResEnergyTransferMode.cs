using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC;

/// <summary>Limits of a station for charging; W, Hz.</summary>
[GlobalElement]
public partial struct AC_CPDResEnergyTransferMode
{
    public RationalNumber EVSEMaximumChargePower;
    public RationalNumber? EVSEMaximumChargePower_L2;
    public RationalNumber? EVSEMaximumChargePower_L3;
    public RationalNumber EVSEMinimumChargePower;
    public RationalNumber? EVSEMinimumChargePower_L2;
    public RationalNumber? EVSEMinimumChargePower_L3;
    public RationalNumber EVSENominalFrequency;
    public RationalNumber? MaximumPowerAsymmetry;
    public RationalNumber? EVSEPowerRampLimitation;
    public RationalNumber? EVSEPresentActivePower;
    public RationalNumber? EVSEPresentActivePower_L2;
    public RationalNumber? EVSEPresentActivePower_L3;
}
