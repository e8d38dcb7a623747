namespace V2G.Iso15118.Messages.Din70121.MsgDataTypes;

/// <summary>What the sender thinks is wrong.</summary>
[ComplexType]
public partial struct Notification
{
    public FaultCode FaultCode;
    [MaxLength(64)] public Text? FaultMsg;
}
