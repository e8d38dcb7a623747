using V2G.Control;

namespace V2G.Firmware.Roles;

internal enum BoardEventKind : byte { Control, Armed, LinkPresent, LinkSilent, LinkRefused, FeedingWithheld, Stopping }

/// <summary>Something that the recorder writes down: what the decision noticed, or the board around it.</summary>
internal struct BoardEvent
{
    /// <summary>The controller's own clock, ns.</summary>
    public long TimeNs;

    public BoardEventKind Kind;

    /// <summary>For a link's event.</summary>
    public Role Role;

    public LinkRefusal Refusal;

    /// <summary>For <see cref="BoardEventKind.Control"/>.</summary>
    public ControlEvent Control;
}
