using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests.Configuration;

/// <summary>A directory like /etc/v2g that goes away with the test.</summary>
sealed class TemporaryEtc : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("v2g-etc-").FullName;

    public string ControlLogic => System.IO.Path.Combine(Path, SettingsLoader.ControlLogicFile);

    public string Site => System.IO.Path.Combine(Path, SettingsLoader.SiteFile);

    public string Offsets => System.IO.Path.Combine(Path, SensorOffsets.FileName);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
