namespace V2G.Iso15118.Messages.CommonTypes;

/// <summary>Whether the sender is done or asks for another round.</summary>
public enum Processing : byte
{
    Finished,
    Ongoing,
    Ongoing_WaitingForCustomerInteraction,
}
