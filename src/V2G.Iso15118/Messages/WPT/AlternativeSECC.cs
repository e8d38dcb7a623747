namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct AlternativeSECC
{
    [MaxLength(255)] public Text? SSID;
    [MaxLength(12)] public Text? BSSID;
    [MaxLength(39)] public Text? IPAddress;
    public ushort? Port;
}
