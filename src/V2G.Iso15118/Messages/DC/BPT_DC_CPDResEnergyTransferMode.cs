using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct BPT_DC_CPDResEnergyTransferMode
{
    [Extends] public DC_CPDResEnergyTransferMode DC_CPDResEnergyTransferMode;
    public RationalNumber EVSEMaximumDischargePower;
    public RationalNumber EVSEMinimumDischargePower;
    public RationalNumber EVSEMaximumDischargeCurrent;
    public RationalNumber EVSEMinimumDischargeCurrent;
}
