namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct AdditionalServiceList
{
    [Occurs(1, 5)] public Many<AdditionalService> AdditionalService;
}
