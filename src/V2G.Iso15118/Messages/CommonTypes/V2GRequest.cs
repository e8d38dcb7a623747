namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What every request begins with.</summary>
[ComplexType]
public partial struct V2GRequest
{
    public MessageHeader Header;
}
