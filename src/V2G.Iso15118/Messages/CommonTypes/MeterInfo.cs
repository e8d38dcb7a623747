namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>A reading of the station's meter: Wh charged and discharged, varh of both kinds, signed by the meter if it can.</summary>
[ComplexType]
public partial struct MeterInfo
{
    [MaxLength(32)] public Text MeterID;
    public ulong ChargedEnergyReadingWh;
    public ulong? BPT_DischargedEnergyReadingWh;
    public ulong? CapacitiveEnergyReadingVARh;
    public ulong? BPT_InductiveEnergyReadingVARh;
    [MaxLength(64)] public Base64Binary? MeterSignature;
    public short? MeterStatus;
    public ulong? MeterTimestamp;
}
