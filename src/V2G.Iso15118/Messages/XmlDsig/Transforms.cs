namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement]
public partial struct Transforms
{
    [Occurs(1, Occurs.Unbounded)] public Many<Transform> Transform;
}
