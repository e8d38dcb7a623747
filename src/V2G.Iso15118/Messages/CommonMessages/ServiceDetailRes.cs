using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Parameter sets of one service: connector, control mode, bidirectional power channel …</summary>
[GlobalElement]
public partial struct ServiceDetailRes
{
    [Extends] public V2GResponse V2GResponse;
    public ushort ServiceID;
    public ServiceParameterList ServiceParameterList;
}
