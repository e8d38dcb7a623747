namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_TxDataListType
{
    public WPT_LF_TxData WPT_LF_TxDataList;
}
