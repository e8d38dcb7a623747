using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC;

/// <summary>Limits of a station for charging and discharging.</summary>
[GlobalElement]
public partial struct BPT_AC_CPDResEnergyTransferMode
{
    [Extends] public AC_CPDResEnergyTransferMode AC_CPDResEnergyTransferMode;
    public RationalNumber EVSEMaximumDischargePower;
    public RationalNumber? EVSEMaximumDischargePower_L2;
    public RationalNumber? EVSEMaximumDischargePower_L3;
    public RationalNumber EVSEMinimumDischargePower;
    public RationalNumber? EVSEMinimumDischargePower_L2;
    public RationalNumber? EVSEMinimumDischargePower_L3;
}
