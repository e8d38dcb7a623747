using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

/// <summary>The vehicle's limits for alternating current.</summary>
[GlobalElement(Namespace = "AC")]
public partial struct AC_ChargeParameterDiscoveryReq
{
    [Extends] public V2GRequest V2GRequest;
    [Substitution] public AC_CPDReqEnergyTransferMode? AC_CPDReqEnergyTransferMode;
    [Substitution] public BPT_AC_CPDReqEnergyTransferMode? BPT_AC_CPDReqEnergyTransferMode;
    [Substitution] public DER_AC_CPDReqEnergyTransferMode? DER_AC_CPDReqEnergyTransferMode;
}
