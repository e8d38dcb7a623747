using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct EnterServiceCPDRes
{
    public bool PermitService;
    public RationalNumber EnterServiceVoltageHigh;
    public RationalNumber EnterServiceVoltageLow;
    public RationalNumber EnterServiceFrequencyHigh;
    public RationalNumber EnterServiceFrequencyLow;
    public RationalNumber? EnterServiceDelay;
    public RationalNumber? EnterServiceRandomizedDelay;
    public RationalNumber? EnterServiceRampTime;
}
