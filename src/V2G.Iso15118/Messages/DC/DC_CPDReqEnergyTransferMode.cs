using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct DC_CPDReqEnergyTransferMode
{
    public RationalNumber EVMaximumChargePower;
    public RationalNumber EVMinimumChargePower;
    public RationalNumber EVMaximumChargeCurrent;
    public RationalNumber EVMinimumChargeCurrent;
    public RationalNumber EVMaximumVoltage;
    public RationalNumber EVMinimumVoltage;
    [Range(0, 100)] public sbyte? TargetSOC;
}
