using V2G.Iso15118.Exi;
using V2G.Iso15118.Forms;
using V2G.Iso15118.Messages;

namespace V2G.Fuzz;

/// <summary>What must hold for every message and for all bytes. Each says what is wrong, or null.</summary>
public sealed class ExiProperties
{
    readonly ExiDocument _first = new(), _second = new();
    readonly byte[] _one = new byte[ExiDocument.MaximumLength], _other = new byte[ExiDocument.MaximumLength];

    /// <summary>A valid message is written, read as the same, and survives JSON and XML.</summary>
    public string? RoundTrip(MessageSet set, ExiDocument made, bool fragment, out byte[] exi)
    {
        ArgumentNullException.ThrowIfNull(made);
        exi = [];
        ExiError error = Encode(made, set, fragment, _one, out int length);
        if (!error.IsOk) return $"{made.RootName} is valid and not written: {error}";
        exi = _one[..length];
        error = Decode(_first, set, fragment, exi);
        if (!error.IsOk) return $"{made.RootName} is written and not read: {error}";
        string json = MessageJson.Write(set, made, fragment: fragment);
        if (MessageJson.Write(set, _first, fragment: fragment) != json) return $"{made.RootName} reads differently: {json}";
        MessageJson.Read(json, _second);
        if (!SameBytes(_second, set, fragment, exi)) return $"{made.RootName} does not survive JSON: {json}";
        MessageXml.Read(MessageXml.Write(made), _second, set);
        return SameBytes(_second, set, fragment, exi) ? null : $"{made.RootName} does not survive XML: {MessageXml.Write(made)}";
    }

    /// <summary>Any bytes are refused, or are a message that is written again and then reads as itself; within the memory that their length allows.</summary>
    public string? AnyBytes(MessageSet set, bool fragment, ReadOnlySpan<byte> exi, out ExiError error)
    {
        error = Decode(_first, set, fragment, exi);
        if (_first.Used > 65536 + exi.Length * 64) return $"{_first.Used} bytes of memory for {exi.Length}";
        if (!error.IsOk) return _first.IsEmpty ? null : "refused, and yet there is a message";
        ExiError written = Encode(_first, set, fragment, _one, out int length);
        if (!written.IsOk) return $"read and not written: {written}";
        ExiError again = Decode(_second, set, fragment, _one.AsSpan(0, length));
        if (!again.IsOk) return $"written and not read: {again}";
        return SameBytes(_second, set, fragment, _one.AsSpan(0, length)) ? null : "written differently the second time";
    }

    bool SameBytes(ExiDocument document, MessageSet set, bool fragment, ReadOnlySpan<byte> exi) =>
        Encode(document, set, fragment, _other, out int length).IsOk && _other.AsSpan(0, length).SequenceEqual(exi);

    static ExiError Decode(ExiDocument document, MessageSet set, bool fragment, ReadOnlySpan<byte> exi) =>
        fragment ? document.DecodeFragment(set, exi) : document.Decode(set, exi);

    static ExiError Encode(ExiDocument document, MessageSet set, bool fragment, Span<byte> exi, out int length) =>
        fragment ? document.EncodeFragment(set, exi, out length) : document.Encode(set, exi, out length);
}
