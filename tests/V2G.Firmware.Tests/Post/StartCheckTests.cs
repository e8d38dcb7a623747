using System.Security.Cryptography;
using V2G.Firmware.Post;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.Post;

public sealed class StartCheckTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("v2g-start").FullName;

    string Binary => Path.Combine(_root, "v2g");

    string Hwmon => Path.Combine(_root, "hwmon");

    public StartCheckTests() => File.WriteAllBytes(Binary, [1, 2, 3]);

    StartFindings Look(DateTime? now = null) => StartCheck.Look(Binary, _root, Path.Combine(_root, "state"), now ?? DateTime.UtcNow, Hwmon);

    [Fact]
    public void R_46_what_a_board_has_not_is_absent_and_fails_nothing()
    {
        StartFindings found = Look();
        Assert.Equal((PostResult.Absent, PostResult.Absent, PostResult.Absent, PostResult.Absent), (found.Image.Result, found.Storage.Result, found.Rails.Result, found.Key.Result));
        Assert.Equal(PostResult.Pass, found.Clock.Result);
        Assert.False(found.AnyFailed);
    }

    [Fact]
    public void R_46_a_binary_that_is_not_what_was_flashed_fails()
    {
        File.WriteAllText(Binary + ".sha256", Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])) + "  v2g\n");
        Assert.Equal(PostResult.Pass, Look().Image.Result);
        File.WriteAllBytes(Binary, [1, 2, 4]);
        Assert.Equal(PostResult.Fail, Look().Image.Result);
        Assert.True(Look().AnyFailed);
    }

    [Fact]
    public void R_46_a_clock_that_has_lost_the_time_warns()
    {
        Assert.Equal(PostResult.Warn, Look(DateTime.UnixEpoch).Clock.Result);
        Assert.Equal(PostResult.Warn, Look(DateTime.UtcNow.AddYears(30)).Clock.Result);
        Assert.False(Look(DateTime.UnixEpoch).AnyFailed);
    }

    [Fact]
    public void R_46_counters_of_which_no_slot_is_whole_fail()
    {
        string state = Path.Combine(_root, "state");
        using (CounterStore store = new(state)) store.Save(1, 2, 3, 4);
        Assert.Equal(PostResult.Pass, Look().Storage.Result);
        File.WriteAllBytes(Path.Combine(state, CounterStore.FileName), new byte[200]);
        Assert.Equal(PostResult.Fail, Look().Storage.Result);
    }

    [Theory]
    [InlineData(5000, "Pass")]
    [InlineData(5260, "Fail")]
    [InlineData(4700, "Fail")]
    public void R_46_a_rail_outside_its_limits_fails(int millivolts, string result)
    {
        string chip = Directory.CreateDirectory(Path.Combine(Hwmon, "hwmon0")).FullName;
        foreach ((string name, int value) in new[] { ("in1_input", millivolts), ("in1_min", 4750), ("in1_max", 5250) })
            File.WriteAllText(Path.Combine(chip, name), $"{value}\n");
        Assert.Equal(result, Look().Rails.Result.ToString());
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite, "Pass")]
    [InlineData(UnixFileMode.UserRead, "Pass")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, "Fail")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, "Fail")]
    public void R_68_a_private_key_that_others_may_read_fails(UnixFileMode mode, string result)
    {
        string key = Path.Combine(_root, StartCheck.KeyFile);
        Directory.CreateDirectory(Path.GetDirectoryName(key)!);
        File.WriteAllText(key, "k");
        File.SetUnixFileMode(key, mode);
        Assert.Equal(result, Look().Key.Result.ToString());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
