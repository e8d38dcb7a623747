namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_RxDataListType
{
    public WPT_LF_RxData WPT_LF_RxDataList;
}
