namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What every response of a charge loop begins with.</summary>
[ComplexType]
public partial struct ChargeLoopRes
{
    [Extends] public V2GResponse V2GResponse;
    public EVSEStatus? EVSEStatus;
    public MeterInfo? MeterInfo;
    public Receipt? Receipt;
}
