namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct Scheduled_EVPPTControlMode
{
    [Range(1, 4294967295)] public uint SelectedScheduleTupleID;
    public PowerToleranceAcceptance? PowerToleranceAcceptance;
}
