using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.ACDP;

/// <summary>How far it is off.</summary>
[GlobalElement]
public partial struct ACDP_VehiclePositioningRes
{
    [Extends] public V2GResponse V2GResponse;
    public Processing EVSEProcessing;
    public bool EVSEPositioningSupport;
    public short EVRelativeXDeviation;
    public short EVRelativeYDeviation;
    public short ContactWindowXc;
    public short ContactWindowYc;
    public bool EVInChargePosition;
}
