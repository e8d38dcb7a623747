namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct DERControlCLRes
{
    public VoltageTrip? VoltageTrip;
    public FrequencyTrip? FrequencyTrip;
    public EnterServiceCLRes EnterServiceCLRes;
    public ReactivePowerSupportCLRes? ReactivePowerSupportCLRes;
    public ActivePowerSupportCLRes? ActivePowerSupportCLRes;
}
