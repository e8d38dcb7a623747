namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_CoordinateXYZ
{
    public short Coord_X;
    public short Coord_Y;
    public short Coord_Z;
}
