namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct FrequencyDroop
{
    public bool Enable;
    public ushort? Priority;
    public FrequencyDroopSettings? OverFrequencyDroop;
    public FrequencyDroopSettings? UnderFrequencyDroop;
}
