namespace V2G.Iso15118.Messages.Iso2.MsgDataTypes;

public enum FaultCode : byte
{
    ParsingError,
    NoTLSRootCertificatAvailable,
    UnknownError,
}
