using V2G.Iso15118.Messages.AC;
using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

/// <summary>The station's limits for alternating current.</summary>
[GlobalElement(Namespace = "AC")]
public partial struct AC_ChargeParameterDiscoveryRes
{
    [Extends] public V2GResponse V2GResponse;
    [Substitution] public AC_CPDResEnergyTransferMode? AC_CPDResEnergyTransferMode;
    [Substitution] public BPT_AC_CPDResEnergyTransferMode? BPT_AC_CPDResEnergyTransferMode;
    [Substitution] public DER_AC_CPDResEnergyTransferMode? DER_AC_CPDResEnergyTransferMode;
}
