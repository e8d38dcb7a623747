namespace V2G.Iso15118.Messages.WPT;

public enum WPT_AlignmentCheckMethod : byte
{
    PowerCheck,
    LPE,
    Proprietary,
}
