namespace V2G.Iso15118.Messages.WPT;

public enum WPT_PowerClass : byte
{
    [Literal("MF-WPT1")]
    MF_WPT1,
    [Literal("MF-WPT2")]
    MF_WPT2,
    [Literal("MF-WPT3")]
    MF_WPT3,
    [Literal("MF-WPT4")]
    MF_WPT4,
}
