using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

[GlobalElement]
public partial struct BPT_DC_CPDReqEnergyTransferMode
{
    [Extends] public DC_CPDReqEnergyTransferMode DC_CPDReqEnergyTransferMode;
    public RationalNumber EVMaximumDischargePower;
    public RationalNumber EVMinimumDischargePower;
    public RationalNumber EVMaximumDischargeCurrent;
    public RationalNumber EVMinimumDischargeCurrent;
}
