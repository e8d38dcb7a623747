namespace V2G.Linux.Tests;

/// <summary>Stands for /sys or /dev; gone at the end of the test.</summary>
sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("v2g-test-").FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>As sysfs ends a value: with a line feed.</summary>
    public TemporaryDirectory File(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        System.IO.File.WriteAllText(At(name), text + "\n");
        return this;
    }

    public string Text(string name) => System.IO.File.ReadAllText(At(name)).Trim();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
