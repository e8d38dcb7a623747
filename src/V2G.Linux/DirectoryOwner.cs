using System.Runtime.InteropServices;

namespace V2G.Linux;

/// <summary>
/// Whose a directory is. Where everyone may create (/dev/shm, /tmp), a name alone says nothing: somebody else may have been there
/// first, with whatever content pleased him.
/// </summary>
public static unsafe partial class DirectoryOwner
{
    const int AtCurrentDirectory = -100, NoFollow = 0x100;
    const uint TypeModeAndUser = 0x1 | 0x2 | 0x8;
    const ushort TypeMask = 0xF000, Directory = 0x4000, GroupWrite = 0x10, OtherWrite = 0x02;

    // The head of the kernel's struct statx, which is the same on every processor (linux/stat.h).
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    struct Status
    {
        public uint Mask, BlockSize;
        public ulong Attributes;
        public uint Links, User, Group;
        public ushort Mode;
    }

    /// <summary>True for a directory, and no link to one, that belongs to this process's user and that nobody else can write.</summary>
    public static bool IsOursAlone(string path)
    {
        Status status;
        return Statx(AtCurrentDirectory, path, NoFollow, TypeModeAndUser, &status) == 0 && status.User == EffectiveUser()
            && (status.Mode & TypeMask) == Directory && (status.Mode & (GroupWrite | OtherWrite)) == 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, Status* status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
