namespace V2G.Iso15118.Messages.XmlDsig;

[GlobalElement]
public partial struct KeyName
{
    [Value, Unbounded] public Text Value;
}
