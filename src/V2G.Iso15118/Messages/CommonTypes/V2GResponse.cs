namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What every response begins with.</summary>
[ComplexType]
public partial struct V2GResponse
{
    public MessageHeader Header;
    public ResponseCode ResponseCode;
}
