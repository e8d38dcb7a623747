using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_IEC;

/// <summary>A point of a curve.</summary>
[ComplexType]
public partial struct DataTuple
{
    public RationalNumber xValue;
    public SetpointExcitation yValue;
}
