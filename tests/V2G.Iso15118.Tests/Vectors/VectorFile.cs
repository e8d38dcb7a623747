using System.IO.Compression;
using V2G.Iso15118.Forms;

namespace V2G.Iso15118.Tests.Vectors;

/// <summary>The vectors, compressed in the test's own file. Where they come from: README.md.</summary>
static class VectorFile
{
    public static IEnumerable<VectorRow> Rows(string name)
    {
        using Stream stream = typeof(VectorFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using StreamReader reader = new(new BrotliStream(stream, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            if (line.Length > 0) yield return VectorRow.Parse(line);
    }
}
