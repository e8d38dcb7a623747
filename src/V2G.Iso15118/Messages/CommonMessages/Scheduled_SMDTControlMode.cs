namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct Scheduled_SMDTControlMode
{
    [Range(1, 4294967295)] public uint SelectedScheduleTupleID;
}
