namespace V2G.Firmware.Terminal;

/// <summary>What the process says to a script. Documented in the README; never renumbered.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Unreachable = 3;
    public const int Refused = 4;
    public const int VerdictFail = 5;
    public const int Timeout = 6;
    public const int NotAuthorised = 7;
    public const int InvalidInput = 8;
    public const int LatchedFault = 9;
    public const int Degraded = 10;
    public const int Interrupted = 130;
}
