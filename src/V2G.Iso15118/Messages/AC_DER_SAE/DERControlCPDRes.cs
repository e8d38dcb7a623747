namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct DERControlCPDRes
{
    public VoltageTrip VoltageTrip;
    public FrequencyTrip FrequencyTrip;
    public EnterServiceCPDRes EnterServiceCPDRes;
    public ReactivePowerSupportCPDRes ReactivePowerSupportCPDRes;
    public ActivePowerSupportCPDRes ActivePowerSupportCPDRes;
}
