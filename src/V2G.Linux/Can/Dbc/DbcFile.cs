namespace V2G.Linux.Can.Dbc;

/// <summary>What a DBC file says of a bus: its messages and their signals. Read by <see cref="DbcParser"/>.</summary>
public sealed class DbcFile
{
    public string Version { get; internal set; } = "";

    public IReadOnlyList<string> Nodes { get; internal set; } = [];

    public IReadOnlyList<DbcMessage> Messages { get; internal set; } = [];

    /// <summary>Of the file itself, by CM_.</summary>
    public string Comment { get; internal set; } = "";

    public DbcMessage? Find(string name) => Messages.FirstOrDefault(m => m.Name == name);
}

/// <summary>One message (BO_).</summary>
public sealed class DbcMessage
{
    public required string Name { get; init; }

    public required uint Id { get; init; }

    public required bool IsExtended { get; init; }

    /// <summary>Bytes: up to 8, or 64 with CAN FD.</summary>
    public required int Length { get; init; }

    public required string Sender { get; init; }

    public IReadOnlyList<DbcSignal> Signals { get; internal set; } = [];

    public string Comment { get; internal set; } = "";

    /// <summary>Its attributes (BA_) and the defaults of those that it doesn't name, as text.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; internal set; } = new Dictionary<string, string>();

    /// <summary>GenMsgCycleTime, ms; 0: not sent in a cycle, or not said.</summary>
    public double CycleMs => Attributes.TryGetValue("GenMsgCycleTime", out string? text)
        && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double ms) && ms > 0 ? ms : 0;

    public DbcSignal? Find(string name) => Signals.FirstOrDefault(s => s.Name == name);
}

public enum DbcValueType : byte
{
    Natural,
    TwosComplement,

    /// <summary>IEEE 754, 32 bits (SIG_VALTYPE_ 1).</summary>
    Binary32,

    /// <summary>IEEE 754, 64 bits (SIG_VALTYPE_ 2).</summary>
    Binary64,
}

/// <summary>Values of a switch, first to last.</summary>
public readonly record struct DbcRange(ulong First, ulong Last);

/// <summary>One signal (SG_).</summary>
public sealed class DbcSignal
{
    public required string Name { get; init; }

    /// <summary>As written: of the lowest bit with Intel's order, of the highest with Motorola's; bit 0 is the lowest of byte 0, bit 8 that of byte 1.</summary>
    public required int Start { get; init; }

    public required int Length { get; init; }

    /// <summary>Motorola's order: the most significant byte first.</summary>
    public required bool IsBigEndian { get; init; }

    public required DbcValueType Type { get; set; }

    /// <summary>Physical = raw · factor + offset.</summary>
    public required double Factor { get; init; }

    public required double Offset { get; init; }

    /// <summary>Physical range; both 0: none given.</summary>
    public required double Min { get; init; }

    public required double Max { get; init; }

    public required string Unit { get; init; }

    public required IReadOnlyList<string> Receivers { get; init; }

    /// <summary>Says which signals the message holds ("M").</summary>
    public required bool IsSwitch { get; init; }

    /// <summary>Name of the switch that it hangs on; null: it is always there.</summary>
    public string? Switch { get; internal set; }

    /// <summary>Values of that switch with which it is there ("m3", or SG_MUL_VAL_).</summary>
    public IReadOnlyList<DbcRange> SwitchValues { get; internal set; } = [];

    /// <summary>Names of raw values (VAL_).</summary>
    public IReadOnlyDictionary<long, string> Values { get; internal set; } = new Dictionary<long, string>();

    public string Comment { get; internal set; } = "";

    /// <summary>A range was given.</summary>
    public bool HasRange => Min < Max;
}
