namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_AlignmentCheckMethodList
{
    [Occurs(1, 8)] public Many<WPT_AlignmentCheckMethod> WPT_AlignmentCheckMethod;
}
