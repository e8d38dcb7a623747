using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

/// <summary>Limits of the site and the grid functions asked of the vehicle.</summary>
[GlobalElement]
public partial struct DER_AC_CPDResEnergyTransferMode
{
    [Extends] public AC_CPDResEnergyTransferMode AC_CPDResEnergyTransferMode;
    public RationalNumber EVSENominalChargePower;
    public RationalNumber? EVSENominalChargePower_L2;
    public RationalNumber? EVSENominalChargePower_L3;
    public RationalNumber EVSENominalDischargePower;
    public RationalNumber? EVSENominalDischargePower_L2;
    public RationalNumber? EVSENominalDischargePower_L3;
    public RationalNumber EVSEMaximumDischargePower;
    public RationalNumber? EVSEMaximumDischargePower_L2;
    public RationalNumber? EVSEMaximumDischargePower_L3;
    public EvOperatingMode EVOperatingMode;
    public GridConnectionMode GridConnectionMode;
    public DERControl DERControl;
}
