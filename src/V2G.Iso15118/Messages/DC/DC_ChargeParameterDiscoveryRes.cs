using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>The station's limits for direct current.</summary>
[GlobalElement]
public partial struct DC_ChargeParameterDiscoveryRes
{
    [Extends] public V2GResponse V2GResponse;
    [Substitution] public BPT_DC_CPDResEnergyTransferMode? BPT_DC_CPDResEnergyTransferMode;
    [Substitution] public DC_CPDResEnergyTransferMode? DC_CPDResEnergyTransferMode;
}
