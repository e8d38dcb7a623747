using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Whether it may leave.</summary>
[GlobalElement]
public partial struct VehicleCheckOutRes
{
    [Extends] public V2GResponse V2GResponse;
    public EvseCheckOutStatus EVSECheckOutStatus;
}
