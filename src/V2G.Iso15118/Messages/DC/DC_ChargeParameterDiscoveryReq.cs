using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>The vehicle's limits for direct current.</summary>
[GlobalElement]
public partial struct DC_ChargeParameterDiscoveryReq
{
    [Extends] public V2GRequest V2GRequest;
    [Substitution] public BPT_DC_CPDReqEnergyTransferMode? BPT_DC_CPDReqEnergyTransferMode;
    [Substitution] public DC_CPDReqEnergyTransferMode? DC_CPDReqEnergyTransferMode;
}
