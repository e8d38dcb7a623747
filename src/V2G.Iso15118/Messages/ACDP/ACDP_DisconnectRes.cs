namespace V2G.Iso15118.Messages.ACDP;

/// <summary>How far the disconnection is; the same content as the answer to connecting.</summary>
[GlobalElement]
public partial struct ACDP_DisconnectRes
{
    [Extends] public ACDP_ConnectRes ACDP_ConnectRes;
}
