using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using V2G.Firmware.Trajectories;

namespace V2G.Firmware.Tests.Trajectories;

/// <summary>The trajectories that lie beside the tests.</summary>
static class TrajectoryArchive
{
    static readonly Lazy<IReadOnlyDictionary<string, (string Json, string Csv)>> Files = new(Unpack);

    public static IEnumerable<string> Names => Files.Value.Keys;

    public static string Json(string name) => Files.Value[name].Json;

    public static string Csv(string name) => Files.Value[name].Csv;

    public static Trajectory Read(string name) => Trajectory.Read(name, new StringReader(Json(name)), new StringReader(Csv(name)));

    static SortedDictionary<string, (string, string)> Unpack()
    {
        SortedDictionary<string, (string Json, string Csv)> files = new(StringComparer.Ordinal);
        using Stream packed = typeof(TrajectoryArchive).Assembly.GetManifestResourceStream("trajectories.tar.br")!;
        using BrotliStream unpacked = new(packed, CompressionMode.Decompress);
        using TarReader tar = new(unpacked);
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            using StreamReader reader = new(entry.DataStream!, Encoding.UTF8);
            string name = Path.GetFileNameWithoutExtension(entry.Name), text = reader.ReadToEnd();
            (string json, string csv) = files.GetValueOrDefault(name, ("", ""));
            files[name] = entry.Name.EndsWith(".json", StringComparison.Ordinal) ? (text, csv) : (json, text);
        }
        return files;
    }
}
