using V2G.Iso15118.Messages.CommonTypes;

namespace V2G.Iso15118.Messages.CommonMessages;

/// <summary>Power limits over time and what energy costs.</summary>
[GlobalElement]
public partial struct ScheduleExchangeRes
{
    [Extends] public V2GResponse V2GResponse;
    public Processing EVSEProcessing;
    public bool? GoToPause;
    [Choice] public Dynamic_SEResControlMode? Dynamic_SEResControlMode;
    [Choice] public Scheduled_SEResControlMode? Scheduled_SEResControlMode;
}
