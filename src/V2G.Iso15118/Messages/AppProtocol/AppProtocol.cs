namespace V2G.Iso15118.Messages.AppProtocol;

/// <summary>One protocol of the offer.</summary>
[ComplexType]
public partial struct AppProtocol
{
    [MaxLength(100)] public Text ProtocolNamespace;
    public uint VersionNumberMajor;
    public uint VersionNumberMinor;
    public byte SchemaID;
    [Range(1, 20)] public byte Priority;
}
