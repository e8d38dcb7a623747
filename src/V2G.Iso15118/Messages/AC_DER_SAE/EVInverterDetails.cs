namespace V2G.Iso15118.Messages.AC_DER_SAE;

[ComplexType]
public partial struct EVInverterDetails
{
    [MaxLength(32)] public Text EVInverterSwVersion;
    [MaxLength(32)] public Text? EVInverterHwVersion;
    [MaxLength(32)] public Text EVInverterManufacturer;
    [MaxLength(32)] public Text EVInverterModel;
    [MaxLength(32)] public Text EVInverterSerialNumber;
}
