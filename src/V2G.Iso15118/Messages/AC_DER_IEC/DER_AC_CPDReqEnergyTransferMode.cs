using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

/// <summary>Limits and abilities of a vehicle that supports the grid.</summary>
[GlobalElement]
public partial struct DER_AC_CPDReqEnergyTransferMode
{
    [Extends] public AC_CPDReqEnergyTransferMode AC_CPDReqEnergyTransferMode;
    public Processing EVProcessing;
    public RationalNumber EVMaximumDischargePower;
    public RationalNumber? EVMaximumDischargePower_L2;
    public RationalNumber? EVMaximumDischargePower_L3;
    public RationalNumber EVMinimumDischargePower;
    public RationalNumber? EVMinimumDischargePower_L2;
    public RationalNumber? EVMinimumDischargePower_L3;
    public RationalNumber? EVSessionTotalDischargeEnergyAvailable;
    public EVReactivePowerLimits? EVReactivePowerLimits;
}
