namespace V2G.Firmware.Terminal;

/// <summary>Ends a verb with an exit code and a sentence on stderr.</summary>
internal sealed class VerbFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
