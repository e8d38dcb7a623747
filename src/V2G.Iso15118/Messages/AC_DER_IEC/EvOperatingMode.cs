namespace V2G.Iso15118.Messages.AC_DER_IEC;

public enum EvOperatingMode : byte
{
    GridFollowing,
    GridForming,
}
