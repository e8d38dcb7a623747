namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>The power that the vehicle means to draw or give, over time.</summary>
[ComplexType]
public partial struct EVPowerProfile
{
    public ulong TimeAnchor;
    [Choice] public Dynamic_EVPPTControlMode? Dynamic_EVPPTControlMode;
    [Choice] public Scheduled_EVPPTControlMode? Scheduled_EVPPTControlMode;
    public EVPowerProfileEntryList EVPowerProfileEntries;
}
