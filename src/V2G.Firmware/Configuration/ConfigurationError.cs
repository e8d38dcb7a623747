namespace V2G.Firmware.Configuration;

/// <summary>One thing wrong in a file: where, and what would be right. Line and column count from 1; 0 means the whole file.</summary>
internal sealed record ConfigurationError(string File, int Line, int Column, string Message)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}: {Message}";
}

/// <summary>A file that can't be used at all.</summary>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : Exception(string.Join('\n', errors))
{
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
