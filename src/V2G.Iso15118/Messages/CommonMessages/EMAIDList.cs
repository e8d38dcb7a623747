namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct EMAIDList
{
    [Occurs(1, 8), MaxLength(255)] public Many<Text> EMAID;
}
