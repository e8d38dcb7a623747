using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Protection;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Run;

internal enum RequestKind { SimulateSag = 1, EndSag = 2, Acknowledge = 3, TestLamp = 4 }

internal enum ReplyKind { Accepted = 0, Malformed = 1, OutOfRange = 2, TestRunning = 3, NotInService = 4, Busy = 5 }

/// <summary>One request to a running controller: a fixed-size datagram on its local socket.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ControlRequest
{
    public const uint MagicValue = 0x31514356;

    /// <summary>Range of a simulated voltage, pu.</summary>
    public const double MinSagPu = 0.5, MaxSagPu = 1.2;

    /// <summary>Longest simulated sag, s.</summary>
    public const double MaxSeconds = 3600;

    public uint Magic;
    public RequestKind Kind;
    public double VoltagePu;
    public double Seconds;
    public SagTest Test;

    /// <summary>What the lamp shall show for <see cref="Seconds"/>.</summary>
    public LampPattern Lamp;

    /// <summary>What the key s of the live view asks for on a simulated board.</summary>
    public static ControlRequest DemonstrationSag => new() { Kind = RequestKind.SimulateSag, VoltagePu = 0.94, Seconds = 30, Test = SagTest.Energised };

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="VerbFailure">No controller answers, or it refuses.</exception>
    public static void Send(ControlRequest request)
    {
        request.Magic = MagicValue;
        try
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified) { ReceiveTimeout = 2000 };
            socket.Connect(new UnixDomainSocketEndPoint(RunDirectory.Socket));
            socket.Send(MemoryMarshal.AsBytes(new ReadOnlySpan<ControlRequest>(in request)));
            Span<byte> answer = stackalloc byte[1];
            if (socket.Receive(answer) != 1) throw new VerbFailure(ExitCode.Unreachable, "the controller closed the connection without an answer");
            if (WhyNot((ReplyKind)answer[0]) is { } why) throw new VerbFailure(ExitCode.Refused, why);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut)
        {
            throw new VerbFailure(ExitCode.Timeout, "the controller did not answer within 2 s");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new VerbFailure(ExitCode.NotAuthorised, $"not allowed to talk to the controller ({RunDirectory.Socket}): its own user and group may");
        }
        catch (SocketException e)
        {
            throw new VerbFailure(ExitCode.Unreachable, $"no controller listens on {RunDirectory.Socket}: {e.Message}");
        }
    }

    /// <summary>A refusal as a sentence; null for what was accepted.</summary>
    public static string? WhyNot(ReplyKind reply) => reply switch
    {
        ReplyKind.Accepted => null,
        ReplyKind.OutOfRange => string.Create(CultureInfo.InvariantCulture, $"refused: voltage must be {MinSagPu} … {MaxSagPu} pu and at most {MaxSeconds} s"),
        ReplyKind.TestRunning => "refused: another test runs",
        ReplyKind.NotInService => "refused: the controller is not in service; `v2g why` says why",
        ReplyKind.Busy => "refused: the controller has not yet taken the request before; try again",
        _ => "refused: the controller did not understand the request: another version?",
    };
}
