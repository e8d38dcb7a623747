namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct AlternativeSECCList
{
    [Occurs(1, 8)] public Many<AlternativeSECC> AlternativeSECC;
}
