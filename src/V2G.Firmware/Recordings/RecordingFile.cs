using V2G.Firmware.Terminal;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>Opens a recording by one of its names: FILE.cfg with FILE.dat beside it, or one FILE.cff.</summary>
internal static class RecordingFile
{
    /// <summary>A minute of ten channels at 32 kHz in 16 bits has 38 MB; larger files are cut with a recorder's own tools first.</summary>
    public const long MaxBytes = 48L << 20;

    /// <exception cref="VerbFailure">Not there, not readable or too large.</exception>
    /// <exception cref="ComtradeException">Not a recording.</exception>
    public static Recording Open(string path)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".cff") return ComtradeReader.ReadCombined(Bytes(path), path);
        if (extension is not (".cfg" or ".dat"))
            throw new VerbFailure(ExitCode.InvalidInput, $"{path}: a COMTRADE recording is named .cfg (with a .dat beside it) or .cff");
        string cfg = Beside(path, ".cfg"), dat = Beside(path, ".dat");
        return ComtradeReader.Read(Bytes(cfg), Bytes(dat), new ComtradeNames(cfg, dat));
    }

    // Recorders write .CFG or .cfg, and copies mix them.
    static string Beside(string path, string extension)
    {
        string stem = path[..^4];
        foreach (string name in new[] { stem + extension, stem + extension.ToUpperInvariant(), stem + char.ToUpperInvariant(extension[1]) + extension[2..] })
            if (File.Exists(name)) return name;
        throw new VerbFailure(ExitCode.InvalidInput, $"no file '{stem + extension}'; a recording has both .cfg and .dat");
    }

    static ReadOnlyMemory<byte> Bytes(string path)
    {
        try
        {
            FileInfo file = new(path);
            if (!file.Exists) throw new VerbFailure(ExitCode.InvalidInput, $"no file '{path}'");
            if (file.Length > MaxBytes) throw new VerbFailure(ExitCode.InvalidInput, $"{path}: {file.Length >> 20} MiB; at most {MaxBytes >> 20} MiB are read");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailure(ExitCode.InvalidInput, e.Message);
        }
    }
}
