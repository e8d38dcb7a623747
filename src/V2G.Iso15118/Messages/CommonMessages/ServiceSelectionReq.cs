using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Chooses one parameter set of an energy transfer service, and value-added services.</summary>
[GlobalElement]
public partial struct ServiceSelectionReq
{
    [Extends] public V2GRequest V2GRequest;
    public SelectedService SelectedEnergyTransferService;
    public SelectedServiceList? SelectedVASList;
}
