namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct SubCertificates
{
    [Occurs(1, 3), MaxLength(1600)] public Many<Base64Binary> Certificate;
}
