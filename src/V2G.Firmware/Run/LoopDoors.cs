using V2G.Firmware.Roles;
using V2G.Linux.Local;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.Run;

/// <summary>
/// Everything through which other processes see the controller and reach it: its memory file, the socket of people's requests and
/// that of the links' datagrams.
/// </summary>
internal sealed class LoopDoors : IDisposable
{
    const int MostPeople = 16;

    // Each link once, and once more while one replaces another.
    const int MostLinks = 2 * Roles.Roles.Count;

    const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <exception cref="IOException">The run directory can't be written.</exception>
    public LoopDoors(LinkTable links)
    {
        Links = links;
        Image = new(RunDirectory.Image, ImageLayouts.Controller);
        Requests = new(RunDirectory.Socket, MostPeople, OwnerAndGroup);
        Datagrams = new(RunDirectory.LinkSocket, MostLinks, OwnerAndGroup);
        // The links' stays with the controller's own group, which the links belong to.
        UserTable.GiveToGroup(RunDirectory.Socket, "v2g-admin");
    }

    public ImageWriter Image { get; }

    public SeqpacketServer Requests { get; }

    public SeqpacketServer Datagrams { get; }

    public LinkTable Links { get; }

    /// <summary>
    /// The first use of a call binds it, and that allocates: so a stranger comes to both doors, says nothing of use and leaves, before
    /// the loop is armed.
    /// </summary>
    public static void Rehearse(Action pass)
    {
        foreach (string path in new[] { RunDirectory.Socket, RunDirectory.LinkSocket })
        {
            using (LocalSocket stranger = LocalSocket.Connect(path))
            {
                stranger.Send([0]);
                pass();
            }
            pass();
        }
    }

    public void Dispose()
    {
        Datagrams.Dispose();
        Requests.Dispose();
        Image.Dispose();
    }
}
