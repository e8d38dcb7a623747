using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Reading and receipt that the vehicle signs.</summary>
[GlobalElement]
public partial struct SignedMeteringData
{
    [XmlAttribute, Unbounded] public Text Id;
    [Length(8)] public HexBinary SessionID;
    public MeterInfo MeterInfo;
    public Receipt? Receipt;
    [Choice] public Dynamic_SMDTControlMode? Dynamic_SMDTControlMode;
    [Choice] public Scheduled_SMDTControlMode? Scheduled_SMDTControlMode;
}
