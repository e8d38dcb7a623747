namespace V2G.Iso15118.Messages.AC_DER_IEC;

[ComplexType]
public partial struct ActivePowerSupport
{
    public FrequencyWatt? UnderFrequencyWatt;
    public FrequencyWatt? OverFrequencyWatt;
    public VoltWatt? VoltWatt;
}
