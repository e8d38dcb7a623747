namespace V2G.Iso15118.Messages.AppProtocol;

/// <summary>How the handshake ended.</summary>
public enum ResponseCode : byte
{
    OK_SuccessfulNegotiation,
    OK_SuccessfulNegotiationWithMinorDeviation,
    Failed_NoNegotiation,
}
