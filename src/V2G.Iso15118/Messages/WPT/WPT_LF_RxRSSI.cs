using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_RxRSSI
{
    [Range(1, 4294967295)] public uint TxIdentifier;
    public RationalNumber RSSI;
}
