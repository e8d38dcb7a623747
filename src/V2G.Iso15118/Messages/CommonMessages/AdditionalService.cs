using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct AdditionalService
{
    [MaxLength(80)] public Text ServiceName;
    public RationalNumber ServiceFee;
}
