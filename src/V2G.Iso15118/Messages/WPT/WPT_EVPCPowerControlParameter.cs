using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_EVPCPowerControlParameter
{
    public RationalNumber EVPCCoilCurrentRequest;
    public RationalNumber EVPCCoilCurrentInformation;
    public RationalNumber EVPCCurrentOutputInformation;
    public RationalNumber EVPCVoltageOutputInformation;
}
