using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>Voltage that the vehicle wants before contactors close.</summary>
[GlobalElement]
public partial struct DC_PreChargeReq
{
    [Extends] public V2GRequest V2GRequest;
    public Processing EVProcessing;
    public RationalNumber EVPresentVoltage;
    public RationalNumber EVTargetVoltage;
}
