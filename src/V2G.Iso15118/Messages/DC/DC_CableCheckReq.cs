using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.DC;

/// <summary>Asks for the test of the cable's insulation.</summary>
[GlobalElement]
public partial struct DC_CableCheckReq
{
    [Extends] public V2GRequest V2GRequest;
}
