namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>One way of using a service.</summary>
[ComplexType]
public partial struct ParameterSet
{
    public ushort ParameterSetID;
    [Occurs(1, 32)] public Many<Parameter> Parameter;
}
