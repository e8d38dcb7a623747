namespace V2G.Iso15118.Messages.CommonMessages;

public enum EcdhCurve : byte
{
    SECP521,
    X448,
}
