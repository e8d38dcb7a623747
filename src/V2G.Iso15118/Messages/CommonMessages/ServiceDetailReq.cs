using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Asks for the parameter sets of one service.</summary>
[GlobalElement]
public partial struct ServiceDetailReq
{
    [Extends] public V2GRequest V2GRequest;
    public ushort ServiceID;
}
