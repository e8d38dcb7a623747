namespace V2G.Iso15118.Messages.AC_DER_SAE;

public enum Ieee1547AbnormalCategory : byte
{
    CategoryI,
    CategoryII,
    CategoryIII,
}
