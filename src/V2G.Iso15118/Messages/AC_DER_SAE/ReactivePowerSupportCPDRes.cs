namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct ReactivePowerSupportCPDRes
{
    public ConstantPowerFactor ConstantPowerFactor;
    public VoltVar VoltVar;
    public WattVar WattVar;
    public ConstantVar ConstantVar;
}
