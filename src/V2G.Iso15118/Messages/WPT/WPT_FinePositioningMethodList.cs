namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_FinePositioningMethodList
{
    [Occurs(1, 8)] public Many<WPT_FinePositioningMethod> WPT_FinePositioningMethod;
}
