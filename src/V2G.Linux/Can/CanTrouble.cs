namespace V2G.Linux.Can;

/// <summary>What an error frame tells, in the words of linux/can/error.h. Several may be in one frame.</summary>
[Flags]
public enum CanTrouble : ushort
{
    None = 0,

    /// <summary>A frame of ours was not sent in time.</summary>
    TransmitTimeout = 1 << 0,

    /// <summary>Another node's frame went first: no error, but a reason for being late.</summary>
    LostArbitration = 1 << 1,

    /// <summary>Frames came faster than they were taken.</summary>
    ReceiveOverflow = 1 << 2,

    TransmitOverflow = 1 << 3,

    /// <summary>An error counter is above 96.</summary>
    Warning = 1 << 4,

    /// <summary>An error counter is above 127: the node may no longer mark other nodes' errors.</summary>
    Passive = 1 << 5,

    /// <summary>Back below the limits.</summary>
    Active = 1 << 6,

    /// <summary>Wrong bit, stuffing, form, checksum.</summary>
    Protocol = 1 << 7,

    /// <summary>The transceiver sees a broken or shorted wire.</summary>
    Transceiver = 1 << 8,

    /// <summary>Nobody acknowledged: alone on the bus.</summary>
    NoAcknowledge = 1 << 9,

    /// <summary>The node has left the bus after 256 failed transmissions.</summary>
    BusOff = 1 << 10,

    BusError = 1 << 11,

    /// <summary>Back on the bus.</summary>
    Restarted = 1 << 12,
}

/// <summary>An error frame read.</summary>
public static class CanErrorFrame
{
    // Classes, in the identifier.
    const uint ClassTransmitTimeout = 0x001, ClassLostArbitration = 0x002, ClassController = 0x004, ClassProtocol = 0x008, ClassTransceiver = 0x010,
        ClassAcknowledge = 0x020, ClassBusOff = 0x040, ClassBusError = 0x080, ClassRestarted = 0x100;

    // Byte 1, of the controller's class.
    const byte ReceiveOverflow = 0x01, TransmitOverflow = 0x02, ReceiveWarning = 0x04, TransmitWarning = 0x08, ReceivePassive = 0x10, TransmitPassive = 0x20, Active = 0x40;

    /// <summary>What it tells; none for a frame of the bus.</summary>
    public static CanTrouble Read(in CanFrame frame)
    {
        if (!frame.IsError) return CanTrouble.None;
        uint id = frame.RawId;
        CanTrouble trouble = CanTrouble.None;
        if ((id & ClassTransmitTimeout) != 0) trouble |= CanTrouble.TransmitTimeout;
        if ((id & ClassLostArbitration) != 0) trouble |= CanTrouble.LostArbitration;
        if ((id & ClassProtocol) != 0) trouble |= CanTrouble.Protocol;
        if ((id & ClassTransceiver) != 0) trouble |= CanTrouble.Transceiver;
        if ((id & ClassAcknowledge) != 0) trouble |= CanTrouble.NoAcknowledge;
        if ((id & ClassBusOff) != 0) trouble |= CanTrouble.BusOff;
        if ((id & ClassBusError) != 0) trouble |= CanTrouble.BusError;
        if ((id & ClassRestarted) != 0) trouble |= CanTrouble.Restarted;
        return (id & ClassController) == 0 ? trouble : trouble | Controller(frame[1]);
    }

    static CanTrouble Controller(byte status)
    {
        CanTrouble trouble = CanTrouble.None;
        if ((status & ReceiveOverflow) != 0) trouble |= CanTrouble.ReceiveOverflow;
        if ((status & TransmitOverflow) != 0) trouble |= CanTrouble.TransmitOverflow;
        if ((status & (ReceiveWarning | TransmitWarning)) != 0) trouble |= CanTrouble.Warning;
        if ((status & (ReceivePassive | TransmitPassive)) != 0) trouble |= CanTrouble.Passive;
        if ((status & Active) != 0) trouble |= CanTrouble.Active;
        return trouble;
    }
}
