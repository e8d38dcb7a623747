namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_TxRxSpecData
{
    [Range(1, 4294967295)] public uint TxRxIdentifier;
    public WPT_CoordinateXYZ TxRxPosition;
    public WPT_CoordinateXYZ TxRxOrientation;
}
