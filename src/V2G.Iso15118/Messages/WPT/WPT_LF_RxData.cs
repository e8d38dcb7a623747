namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_RxData
{
    [Range(1, 4294967295)] public uint RxIdentifier;
    public WPT_LF_RxRSSIList RSSIData;
}
