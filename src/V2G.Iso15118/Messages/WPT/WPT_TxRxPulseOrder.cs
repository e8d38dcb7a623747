namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_TxRxPulseOrder
{
    public ushort IndexNumber;
    [Range(1, 4294967295)] public uint TxRxIdentifier;
}
