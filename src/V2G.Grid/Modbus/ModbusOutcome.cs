namespace V2G.Grid.Modbus;

/// <summary>What became of a request.</summary>
public enum ModbusOutcome : byte
{
    /// <summary>None has been asked, or its answer is still awaited.</summary>
    None,

    Done,

    /// <summary>The server said why not.</summary>
    Exception,

    /// <summary>Its deadline passed.</summary>
    TimedOut,

    /// <summary>An answer under its transaction id was none to what was asked.</summary>
    Malformed,

    /// <summary>The connection went while it was awaited.</summary>
    Lost,
}
