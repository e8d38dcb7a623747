namespace V2G.Iso15118.Messages.CommonMessages;

[ComplexType]
public partial struct Scheduled_SEResControlMode
{
    [Occurs(1, 3)] public Many<ScheduleTuple> ScheduleTuple;
}
