using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_SPCPowerControlParameter
{
    public RationalNumber SPCPrimaryDeviceCoilCurrentInformation;
}
