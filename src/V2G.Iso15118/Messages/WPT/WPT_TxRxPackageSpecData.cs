namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_TxRxPackageSpecData
{
    [Occurs(2, 255)] public Many<WPT_TxRxPulseOrder> PulseSequenceOrder;
    public ushort PulseSeparationTime;
    public ushort PulseDuration;
    public ushort PackageSeparationTime;
}
