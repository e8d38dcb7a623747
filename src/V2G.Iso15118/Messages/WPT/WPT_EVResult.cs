namespace V2G.Iso15118.Messages.WPT;

public enum WPT_EVResult : byte
{
    EVResultUnknown,
    EVResultSuccess,
    EVResultFailed,
}
