using System.IO.Compression;
using V2G.Iso15118.Forms;

namespace V2G.Fuzz;

/// <summary>The vectors, compressed in this file. Where they come from: tests/V2G.Iso15118.Tests/Vectors/README.md.</summary>
public static class VectorFile
{
    public static readonly string[] Names =
    [
        "AppProtocol.dev.jsonl", "iso20_CommonMessages.dev.jsonl", "iso20_AC.dev.jsonl", "iso20_DC.dev.jsonl", "iso20_AC_DER_IEC_derived.dev.jsonl",
        "iso20_AC_DER_SAE_derived.dev.jsonl", "iso20_ACDP.dev.jsonl", "iso20_WPT.dev.jsonl", "iso20_signature_fragments.dev.jsonl",
        "live_sessions.dev.jsonl", "malformed.dev.jsonl",
    ];

    public static IEnumerable<VectorRow> Rows(string name)
    {
        using Stream stream = typeof(VectorFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using StreamReader reader = new(new BrotliStream(stream, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            if (line.Length > 0) yield return VectorRow.Parse(line);
    }
}
