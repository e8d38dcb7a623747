using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC;

/// <summary>Limits of a vehicle that also discharges.</summary>
[GlobalElement]
public partial struct BPT_AC_CPDReqEnergyTransferMode
{
    [Extends] public AC_CPDReqEnergyTransferMode AC_CPDReqEnergyTransferMode;
    public RationalNumber EVMaximumDischargePower;
    public RationalNumber? EVMaximumDischargePower_L2;
    public RationalNumber? EVMaximumDischargePower_L3;
    public RationalNumber EVMinimumDischargePower;
    public RationalNumber? EVMinimumDischargePower_L2;
    public RationalNumber? EVMinimumDischargePower_L3;
}
