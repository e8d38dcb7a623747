namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Services on offer.</summary>
[ComplexType]
public partial struct ServiceList
{
    [Occurs(1, 8)] public Many<Service> Service;
}
