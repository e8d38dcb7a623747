using System.Runtime.CompilerServices;

namespace V2G.Firmware.Roles;

/// <summary>Why a datagram was not taken.</summary>
internal enum LinkRefusal : byte { None, NotOurs, OtherVersion, OtherUser, OutOfOrder, Late, OutOfRange }

/// <summary>What the controller knows of one link.</summary>
internal struct LinkState
{
    /// <summary>The board is meant to have it.</summary>
    public bool Expected;

    /// <summary>Heard within <see cref="LinkTable.SilenceNs"/>.</summary>
    public bool Present;

    /// <summary>CLOCK_MONOTONIC of the last datagram that was taken, ns; 0: none yet.</summary>
    public long HeardNs;

    public int ProcessId;
    public long Taken;

    /// <summary>Datagrams that its counter says were sent and that never came.</summary>
    public long Lost;

    public long Refused;
    public LinkRefusal LastRefusal;
}

[InlineArray(Roles.Count)]
internal struct LinkStates
{
    LinkState _0;
}
