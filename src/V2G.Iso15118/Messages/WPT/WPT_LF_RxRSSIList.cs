namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_RxRSSIList
{
    public WPT_LF_RxRSSI RSSIDataList;
}
