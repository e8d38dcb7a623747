using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_TransmitterData
{
    public byte NumberOfTransmitters;
    public RationalNumber SignalFrequency;
    [Occurs(2, 255)] public Many<WPT_TxRxSpecData> TxSpecData;
    public WPT_TxRxPackageSpecData? TxPackageSpecData;
}
