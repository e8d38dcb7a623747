using System.Buffers.Binary;

namespace V2G.Linux.Can;

/// <summary>Where a CAN controller stands between "on the bus" and "off" (enum can_state of linux/can/netlink.h).</summary>
public enum CanState : uint
{
    ErrorActive,
    ErrorWarning,
    ErrorPassive,
    BusOff,
    Stopped,
    Sleeping,
}

/// <summary>What the kernel tells of a CAN interface over netlink and not in sysfs; null where it doesn't say, as of a virtual one.</summary>
public sealed record CanInterfaceReport(uint? BitRate, CanState? State, uint? RestartMs, int? TransmitErrors, int? ReceiveErrors, uint? TimesBusOff, uint? Restarts)
{
    // rtnetlink's numbers: message, then attributes within attributes.
    internal const int NewLink = 16, HeaderBytes = 16, LinkBytes = 16, LinkInfo = 18, InfoData = 2, InfoStatistics = 3;
    const int BitTiming = 1, ControllerState = 4, RestartAfter = 6, ErrorCounters = 8;

    // struct can_device_stats: bus_error, error_warning, error_passive, bus_off, arbitration_lost, restarts.
    const int BusOffAt = 12, RestartsAt = 20;

    /// <summary>Reads the kernel's answer; null: it is none. Whatever its bytes, nothing is read beyond them.</summary>
    public static CanInterfaceReport? Read(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < HeaderBytes + LinkBytes || BinaryPrimitives.ReadUInt16LittleEndian(answer[4..]) != NewLink) return null;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(answer);
        if (length < HeaderBytes + LinkBytes || length > answer.Length) return null;
        ReadOnlySpan<byte> info = Find(answer[(HeaderBytes + LinkBytes)..(int)length], LinkInfo), data = Find(info, InfoData), statistics = Find(info, InfoStatistics);
        ReadOnlySpan<byte> counters = Find(data, ErrorCounters);
        return new(Number(Find(data, BitTiming), 0), (CanState?)Number(Find(data, ControllerState), 0), Number(Find(data, RestartAfter), 0),
            counters.Length >= 4 ? BinaryPrimitives.ReadUInt16LittleEndian(counters) : null, counters.Length >= 4 ? BinaryPrimitives.ReadUInt16LittleEndian(counters[2..]) : null,
            Number(statistics, BusOffAt), Number(statistics, RestartsAt));
    }

    static uint? Number(ReadOnlySpan<byte> bytes, int at) => bytes.Length >= at + 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : null;

    // The content of the first attribute of a type; empty when there is none.
    static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> attributes, int type)
    {
        while (attributes.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
            if (length < 4 || length > attributes.Length) break;
            // The two highest bits are flags.
            if ((BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) & 0x3FFF) == type) return attributes[4..length];
            attributes = attributes[Math.Min((length + 3) & ~3, attributes.Length)..];
        }
        return [];
    }

    /// <summary>Asks the kernel; null when it doesn't answer or there is no such interface.</summary>
    public static unsafe CanInterfaceReport? Of(uint interfaceIndex)
    {
        int socket = CanAbi.Socket(CanAbi.NetlinkFamily, CanAbi.RawSocket, CanAbi.RouteProtocol);
        if (socket < 0) return null;
        try
        {
            Span<byte> request = stackalloc byte[HeaderBytes + LinkBytes];
            request.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(request, (uint)request.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(request[4..], CanAbi.GetLink);
            BinaryPrimitives.WriteUInt16LittleEndian(request[6..], CanAbi.IsRequest);
            BinaryPrimitives.WriteUInt32LittleEndian(request[(HeaderBytes + 4)..], interfaceIndex);
            byte[] answer = new byte[32_768];
            nint got;
            fixed (byte* start = request)
                if (CanAbi.Send(socket, start, (nuint)request.Length, CanAbi.NoSignal) != request.Length) return null;
            // The kernel answers within the call that asks: nothing to wait for.
            fixed (byte* start = answer) got = CanAbi.Receive(socket, start, (nuint)answer.Length, CanAbi.DontWait);
            return got > 0 ? Read(answer.AsSpan(0, (int)got)) : null;
        }
        finally
        {
            _ = CanAbi.Close(socket);
        }
    }
}
