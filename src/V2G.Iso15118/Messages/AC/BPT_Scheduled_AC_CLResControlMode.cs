namespace V2G.Iso15118.Messages.AC;

[GlobalElement]
public partial struct BPT_Scheduled_AC_CLResControlMode
{
    [Extends] public Scheduled_AC_CLResControlMode Scheduled_AC_CLResControlMode;
}
