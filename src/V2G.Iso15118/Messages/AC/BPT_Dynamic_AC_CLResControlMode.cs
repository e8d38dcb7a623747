namespace V2G.Iso15118.Messages.AC;

[GlobalElement]
public partial struct BPT_Dynamic_AC_CLResControlMode
{
    [Extends] public Dynamic_AC_CLResControlMode Dynamic_AC_CLResControlMode;
}
