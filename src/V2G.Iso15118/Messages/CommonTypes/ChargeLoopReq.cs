namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What every request of a charge loop begins with.</summary>
[ComplexType]
public partial struct ChargeLoopReq
{
    [Extends] public V2GRequest V2GRequest;
    public DisplayParameters? DisplayParameters;
    public bool MeterInfoRequested;
}
