using System.Text;
using Tmds.Linux;

namespace V2G.Linux;

/// <summary>
/// Whose a directory is. Where everyone may create (/dev/shm, /tmp), a name alone says nothing: somebody else may have been there
/// first, with whatever content pleased him.
/// </summary>
public static unsafe class DirectoryOwner
{
    /// <summary>True for a directory, and no link to one, that belongs to this process's user and that nobody else can write.</summary>
    public static bool IsOursAlone(string path)
    {
        byte[] name = Encoding.UTF8.GetBytes(path + '\0');
        stat status;
        fixed (byte* start = name)
        {
            if (LibC.lstat(start, &status) != 0) return false;
        }
        uint mode = (uint)status.st_mode;
        return (uint)status.st_uid == (uint)LibC.geteuid() && (mode & (uint)LibC.S_IFMT) == (uint)LibC.S_IFDIR
            && (mode & ((uint)LibC.S_IWGRP | (uint)LibC.S_IWOTH)) == 0;
    }
}
