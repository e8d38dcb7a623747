namespace V2G.Firmware.TypeTestServer;

/// <summary>A request that is not carried out: nothing has changed, and the message says what is allowed.</summary>
internal sealed class RequestRefusal(string message) : Exception(message);
