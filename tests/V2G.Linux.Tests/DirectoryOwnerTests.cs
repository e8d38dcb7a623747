using System.Runtime.InteropServices;

namespace V2G.Linux.Tests;

public sealed class DirectoryOwnerTests : IDisposable
{
    readonly string _path = Directory.CreateTempSubdirectory("v2g-owner-").FullName;

    [Theory]
    [InlineData("rwx------", true)]
    [InlineData("rwxr-xr-x", true)]
    [InlineData("rwxrwxr-x", false)]
    [InlineData("rwxr-xrwx", false)]
    public void Only_a_directory_that_nobody_else_can_write_is_ours_alone(string mode, bool ours)
    {
        UnixFileMode bits = 0;
        for (int i = 0; i < 9; i++)
            if (mode[i] != '-') bits |= (UnixFileMode)(1 << (8 - i));
        File.SetUnixFileMode(_path, bits);
        Assert.Equal(ours, DirectoryOwner.IsOursAlone(_path));
    }

    [Fact]
    public void A_link_a_file_and_nothing_are_no_directory_of_ours()
    {
        string link = Path.Combine(_path, "link"), file = Path.Combine(_path, "file");
        Directory.CreateSymbolicLink(link, _path);
        File.WriteAllText(file, "");
        Assert.False(DirectoryOwner.IsOursAlone(link));
        Assert.False(DirectoryOwner.IsOursAlone(file));
        Assert.False(DirectoryOwner.IsOursAlone(Path.Combine(_path, "nothing")));
    }

    [Fact]
    public void What_belongs_to_another_user_is_not_ours()
    {
        // Root may give a directory away; anybody else need not look far for one of root's.
        if (Environment.IsPrivilegedProcess) Assert.Equal(0, ChangeOwner(_path, 1, 1));
        Assert.False(DirectoryOwner.IsOursAlone(Environment.IsPrivilegedProcess ? _path : "/"));
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [DllImport("libc", EntryPoint = "chown", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int ChangeOwner(string path, uint user, uint group);
}
