using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>Voltage at the outlet: near zero unless a contactor is welded.</summary>
[GlobalElement]
public partial struct DC_WeldingDetectionRes
{
    [Extends] public V2GResponse V2GResponse;
    public RationalNumber EVSEPresentVoltage;
}
