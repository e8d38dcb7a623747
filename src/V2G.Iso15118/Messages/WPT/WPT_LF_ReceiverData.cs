namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_ReceiverData
{
    public byte NumberOfReceivers;
    [Occurs(2, 255)] public Many<WPT_TxRxSpecData> RxSpecData;
}
