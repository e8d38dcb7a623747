using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct DC_CPDResEnergyTransferMode
{
    public RationalNumber EVSEMaximumChargePower;
    public RationalNumber EVSEMinimumChargePower;
    public RationalNumber EVSEMaximumChargeCurrent;
    public RationalNumber EVSEMinimumChargeCurrent;
    public RationalNumber EVSEMaximumVoltage;
    public RationalNumber EVSEMinimumVoltage;
    public RationalNumber? EVSEPowerRampLimitation;
}
