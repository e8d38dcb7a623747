namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct ActivePowerSupportCLRes
{
    public FrequencyDroop? FrequencyDroop;
    public VoltWatt? VoltWatt;
    public ConstantWatt? ConstantWatt;
    public LimitMaxDischargePower? LimitMaxDischargePower;
}
