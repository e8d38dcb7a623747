namespace V2G.Iso15118.Messages.ACDP;

/// <summary>Asks the device to disconnect; the same content as the request to connect.</summary>
[GlobalElement]
public partial struct ACDP_DisconnectReq
{
    [Extends] public ACDP_ConnectReq ACDP_ConnectReq;
}
