using Tmds.Linux;

namespace V2G.Linux.Local;

/// <summary>Numbers of the users and groups that a board has. Elsewhere they are missing, and one user is everything.</summary>
public static class UserTable
{
    const string Passwords = "/etc/passwd", Groups = "/etc/group";

    public static uint Own => LibC.geteuid();

    /// <summary>User id by name; null when there is no such user.</summary>
    public static uint? IdOf(string user, string file = Passwords)
    {
        if (!File.Exists(file)) return null;
        foreach (string line in File.ReadLines(file))
        {
            string[] fields = line.Split(':');
            if (fields.Length > 2 && fields[0] == user && uint.TryParse(fields[2], out uint id)) return id;
        }
        return null;
    }

    /// <summary>Hands a file to a group, where there is such a group and this process belongs to it; else it stays as it is.</summary>
    public static unsafe void GiveToGroup(string path, string group)
    {
        if (IdOf(group, Groups) is not { } id) return;
        byte[] name = [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
        fixed (byte* start = name) _ = LibC.chown(start, uint.MaxValue, id);
    }
}
