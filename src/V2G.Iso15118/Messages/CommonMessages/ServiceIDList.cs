namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Numbers of services that the vehicle knows.</summary>
[ComplexType]
public partial struct ServiceIDList
{
    [Occurs(1, 16)] public Many<ushort> ServiceID;
}
