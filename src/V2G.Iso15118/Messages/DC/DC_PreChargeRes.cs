using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>Voltage that the station has reached.</summary>
[GlobalElement]
public partial struct DC_PreChargeRes
{
    [Extends] public V2GResponse V2GResponse;
    public RationalNumber EVSEPresentVoltage;
}
