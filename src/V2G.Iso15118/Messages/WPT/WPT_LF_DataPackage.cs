namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_DataPackage
{
    public byte PackageIndex;
    [Choice] public WPT_LF_TxDataListType? LF_TxData;
    [Choice] public WPT_LF_RxDataListType? LF_RxData;
}
