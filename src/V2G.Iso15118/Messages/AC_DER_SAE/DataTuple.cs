using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.AC_DER_SAE;

/// <summary>A point of a curve.</summary>
[ComplexType]
public partial struct DataTuple
{
    public RationalNumber xValue;
    public RationalNumber yValue;
}
