using System.Buffers.Binary;
using System.Security.Cryptography;

namespace V2G.Firmware.BlackBox;

/// <summary>The first tick that was decided otherwise.</summary>
internal sealed record DecisionDifference(long Tick, long TimeNs, string Field, string Recorded, string Replayed);

/// <summary>What a replay found.</summary>
internal sealed class BlackBoxResult
{
    readonly IncrementalHash _decisions = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly byte[] _row = new byte[sizeof(ulong) * TickRow.Words];

    public long Ticks { get; set; }

    /// <summary>Ticks whose decision came out the same in every bit.</summary>
    public long Agreed { get; set; }

    public int Checkpoints { get; set; }

    public int SettingsChanges { get; set; }

    public long FirstTick { get; set; }

    public long FirstNs { get; set; }

    public long LastNs { get; set; }

    public DecisionDifference? Difference { get; set; }

    public List<(long TimeNs, string Text)> Events { get; } = [];

    /// <summary>SHA-256 over all decisions as they were made again: equal on two machines when every bit was.</summary>
    public string DecisionsHash => Convert.ToHexStringLower(_decisions.GetCurrentHash());

    public void AddDecision(FieldTable table, ReadOnlySpan<byte> row)
    {
        int at = 0;
        foreach (Field field in table.Fields)
        {
            if (field.Offset < Decision) continue;
            BinaryPrimitives.WriteUInt64LittleEndian(_row.AsSpan(at), FieldTable.Canonical(field, row));
            at += sizeof(ulong);
        }
        _decisions.AppendData(_row, 0, at);
    }

    static int Decision { get; } = sizeof(ulong) * FieldTable.TickRow.WordOf("Decision.Output.Command.Sequence");
}
