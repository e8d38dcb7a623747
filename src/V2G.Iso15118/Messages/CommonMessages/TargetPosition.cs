namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct TargetPosition
{
    public ushort TargetOffsetX;
    public ushort TargetOffsetY;
}
