namespace V2G.Firmware.BlackBox;

/// <summary>A log that is not replayed, and why.</summary>
internal sealed class LogRefusedException(string reason) : Exception(reason);
