namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>A service by its number.</summary>
[ComplexType]
public partial struct Service
{
    public ushort ServiceID;
    public bool FreeService;
}
