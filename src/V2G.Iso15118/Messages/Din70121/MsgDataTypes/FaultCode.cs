namespace V2G.Iso15118.Messages.Din70121.MsgDataTypes;

public enum FaultCode : byte
{
    ParsingError,
    NoTLSRootCertificatAvailable,
    UnknownError,
}
