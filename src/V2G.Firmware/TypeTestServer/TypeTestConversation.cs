namespace V2G.Firmware.TypeTestServer;

/// <summary>One client: a reply is written before the next request is looked at, so that a client that doesn't read holds up nobody but itself.</summary>
internal static class TypeTestConversation
{
    /// <summary>Until the client has sent its last byte, and has been answered.</summary>
    public static async Task Hold(Stream stream, TypeTestSession session, CancellationToken cancellation)
    {
        LineSplitter lines = new(TypeTestSession.MaxLineBytes);
        while (await stream.ReadAsync(lines.Free(), cancellation) is > 0 and int count)
        {
            lines.Filled(count);
            while (lines.TryTake(out ReadOnlyMemory<byte> line, out bool tooLong))
            {
                if (tooLong) await stream.WriteAsync(TypeTestSession.TooLong, cancellation);
                else await Answer(line);
            }
        }
        if (lines.TryTakeRest(out ReadOnlyMemory<byte> rest)) await Answer(rest);

        async Task Answer(ReadOnlyMemory<byte> line)
        {
            foreach (ReadOnlyMemory<byte> piece in session.Answer(line, cancellation)) await stream.WriteAsync(piece, cancellation);
        }
    }
}
