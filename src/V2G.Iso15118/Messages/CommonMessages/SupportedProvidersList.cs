namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct SupportedProvidersList
{
    [Occurs(1, 128), MaxLength(80)] public Many<Text> ProviderID;
}
