namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>All ways of using a service.</summary>
[ComplexType]
public partial struct ServiceParameterList
{
    [Occurs(1, 32)] public Many<ParameterSet> ParameterSet;
}
