namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement, ContentModel("(P, Q)?, G?, Y, J?, (Seed, PgenCounter)?")]
public partial struct DSAKeyValue
{
    [Unbounded] public Base64Binary? P;
    [Unbounded] public Base64Binary? Q;
    [Unbounded] public Base64Binary? G;
    [Unbounded] public Base64Binary Y;
    [Unbounded] public Base64Binary? J;
    [Unbounded] public Base64Binary? Seed;
    [Unbounded] public Base64Binary? PgenCounter;
}
