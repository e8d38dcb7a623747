namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_PairingMethodList
{
    [Occurs(1, 8)] public Many<WPT_PairingMethod> WPT_PairingMethod;
}
