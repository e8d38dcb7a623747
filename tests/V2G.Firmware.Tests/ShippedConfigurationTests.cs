using System.Runtime.CompilerServices;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests;

public class ShippedConfigurationTests
{
    static string Etc([CallerFilePath] string here = "")
    {
        // Builds may map the sources' path away; the binary then stands below the same root.
        for (DirectoryInfo? d = new(Path.GetDirectoryName(here)!); d is not null; d = d.Parent)
            if (Directory.Exists(Path.Combine(d.FullName, "board/etc/v2g"))) return Path.Combine(d.FullName, "board/etc/v2g");
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
            if (Directory.Exists(Path.Combine(d.FullName, "board/etc/v2g"))) return Path.Combine(d.FullName, "board/etc/v2g");
        throw new DirectoryNotFoundException("board/etc/v2g is neither above the sources nor above the binary");
    }

    [Fact]
    public void The_shipped_files_load_without_a_refusal_and_equal_the_built_in_defaults_key_by_key()
    {
        LoadedSettings shipped = SettingsLoader.Load(Etc());
        foreach (SettingKey key in SettingKeys.Site.Concat(SettingKeys.ControlLogic))
            Assert.Equal($"{key.Path} = {key.Get(ControlSettings.Default())}", $"{key.Path} = {key.Get(shipped.Settings)}");
        Assert.Equal(SettingsLoader.HashOf(ControlSettings.Default()), shipped.Hash);
        Assert.Equal(new BoardSettings(), shipped.Board);
    }

    [Theory]
    [InlineData(SettingsLoader.SiteFile)]
    [InlineData(SettingsLoader.ControlLogicFile)]
    public void The_shipped_files_name_every_key(string file)
    {
        IEnumerable<string> keys = file == SettingsLoader.SiteFile ? SettingKeys.Site.Select(k => k.Path).Concat(BoardKeys.All.Select(k => k.Path)) : SettingKeys.ControlLogic.Select(k => k.Path);
        HashSet<string> named = [];
        Names(YamlTree.Parse(file, File.ReadAllBytes(Path.Combine(Etc(), file))), "");
        Assert.Equal(keys.Order(), named.Order());

        void Names(YamlValue value, string path)
        {
            if (value.Map is null) named.Add(path);
            else foreach ((string key, YamlEntry entry) in value.Map) Names(entry.Value, path.Length == 0 ? key : $"{path}.{key}");
        }
    }
}
