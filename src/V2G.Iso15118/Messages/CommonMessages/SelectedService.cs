namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>A chosen service and parameter set.</summary>
[ComplexType]
public partial struct SelectedService
{
    public ushort ServiceID;
    public ushort ParameterSetID;
}
