namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>What the station asks of the vehicle, and within how many seconds.</summary>
[ComplexType]
public partial struct EVSEStatus
{
    public ushort NotificationMaxDelay;
    public EvseNotification EVSENotification;
}
