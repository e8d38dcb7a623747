namespace V2G.Iso15118.Messages.WPT;

[ComplexType]
public partial struct WPT_LF_DataPackageList
{
    public byte NumPackages;
    public WPT_LF_DataPackage WPT_LF_DataPackage;
}
