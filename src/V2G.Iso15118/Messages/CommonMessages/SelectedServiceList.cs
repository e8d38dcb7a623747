namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Chosen value-added services.</summary>
[ComplexType]
public partial struct SelectedServiceList
{
    [Occurs(1, 16)] public Many<SelectedService> SelectedService;
}
