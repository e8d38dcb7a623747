namespace V2G.Iso15118.Messages.AC_DER_SAE;

public enum GridConnectionMode : byte
{
    GridConnected,
    GridIslanded,
}
