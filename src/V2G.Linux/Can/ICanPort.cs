namespace V2G.Linux.Can;

/// <summary>One node's way onto a CAN bus: <see cref="CanSocket"/>, or a bus on virtual time. Nothing here waits, throws or allocates.</summary>
public interface ICanPort : IDisposable
{
    /// <summary>Name of the interface.</summary>
    string Name { get; }

    /// <summary>Opens it, anew if need be.</summary>
    CanLink Open();

    /// <summary>How the interface is.</summary>
    CanLink Look();

    CanLink Send(in CanFrame frame);

    /// <summary>Takes what has come, at most as much as fits; error frames are among it.</summary>
    /// <param name="link">Why no more came: <see cref="CanLink.Up"/>: there is none.</param>
    int Receive(Span<ReceivedCanFrame> into, out CanLink link);
}
