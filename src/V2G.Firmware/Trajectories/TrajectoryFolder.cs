using System.Text;

namespace V2G.Firmware.Trajectories;

/// <summary>All NAME.json with NAME.csv below a folder.</summary>
internal static class TrajectoryFolder
{
    /// <summary>Compares every trajectory; one that can't be run is a failed result that says why.</summary>
    public static IEnumerable<ComparisonResult> Compare(string folder)
    {
        if (!Directory.Exists(folder)) throw new TrajectoryException($"{folder}: no such folder");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        if (files.Length == 0) throw new TrajectoryException($"{folder}: no trajectories (NAME.json beside NAME.csv)");
        foreach (string json in files) yield return CompareOne(json);
    }

    static ComparisonResult CompareOne(string json)
    {
        string name = Path.GetFileNameWithoutExtension(json), csv = Path.ChangeExtension(json, ".csv");
        try
        {
            if (!File.Exists(csv)) throw new TrajectoryException($"{name}: no {name}.csv beside it");
            using StreamReader settings = new(json, Encoding.UTF8), rows = new(csv, Encoding.UTF8);
            return TrajectoryComparison.Compare(Trajectory.Read(name, settings, rows));
        }
        catch (TrajectoryException e)
        {
            return new(name, "failed", [], 0, 0, null, null, -1, e.Message);
        }
    }
}
