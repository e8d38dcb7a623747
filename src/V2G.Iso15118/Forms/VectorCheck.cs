using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Forms;

/// <summary>What a row of a vector file showed.</summary>
public sealed record VectorResult(IReadOnlyList<string> Failures, string? Note)
{
    public bool Passed => Failures.Count == 0;
}

/// <summary>Runs rows of vector files. Keeps its documents, so that thousands of rows cost no more memory than one.</summary>
public sealed class VectorCheck
{
    readonly ExiDocument _read = new(), _other = new();
    readonly byte[] _buffer = new byte[ExiDocument.MaximumLength];
    readonly List<string> _failures = [];

    public VectorResult Run(VectorRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _failures.Clear();
        string? note = row.IsMalformed ? Malformed(row) : null;
        if (!row.IsMalformed) Exact(row);
        return new([.. _failures], note);
    }

    void Exact(VectorRow row)
    {
        ExiError error = Decode(row, row.Exi, _read);
        if (!error.IsOk)
        {
            _failures.Add($"not read: {error}");
            return;
        }
        string json = Json(row, _read);
        bool literal = _read.StringTableHits == 0;
        byte[] written = Encode(row, _read, "what was read");
        if (literal && !written.AsSpan().SequenceEqual(row.Exi)) _failures.Add($"written as {Convert.ToHexString(written)}");
        if (row.Xml is { } xml) CompareWithXml(row, xml, json, written);
        ExiError again = Decode(row, written, _other);
        if (!again.IsOk) _failures.Add($"what was written is not read: {again}");
        else if (Json(row, _other) != json) _failures.Add("what was written reads differently");
        MessageJson.Read(json, _other);
        if (!Encode(row, _other, "its JSON").AsSpan().SequenceEqual(written)) _failures.Add("its JSON gives other bytes");
        MessageXml.Read(MessageXml.Write(_read), _other, row.Set);
        if (!Encode(row, _other, "its own XML").AsSpan().SequenceEqual(written)) _failures.Add("its own XML gives other bytes");
        if (row.ExiWithStringTable is not { } hits) return;
        ExiError withHits = Decode(row, hits, _other);
        if (!withHits.IsOk) _failures.Add($"not read with its string table: {withHits}");
        else if (Json(row, _other) != json) _failures.Add("with its string table it reads differently");
    }

    void CompareWithXml(VectorRow row, string xml, string json, byte[] written)
    {
        try
        {
            MessageXml.Read(xml, _other, row.Set);
        }
        catch (MessageFormatException e)
        {
            _failures.Add($"its XML is not read: {e.Message}");
            return;
        }
        if (Json(row, _other) != json) _failures.Add($"differs from its XML: {json}");
        if (!Encode(row, _other, "its XML").AsSpan().SequenceEqual(written)) _failures.Add("its XML gives other bytes");
    }

    string? Malformed(VectorRow row)
    {
        ExiError error = Decode(row, row.Exi, _read);
        if (!error.IsOk) return row.ExificientAccepts ? $"stricter than EXIficient: {error}" : null;
        if (!row.ExificientAccepts)
        {
            if (!row.Cbv2gAccepts) _failures.Add($"both others reject it, here it reads {Json(row, _read)}");
            return "EXIficient rejects it";
        }
        string json = Json(row, _read);
        byte[] written = Encode(row, _read, "what was read");
        if (row.Xml is not { } xml) return null;
        // What damaged bytes mean is a verdict too, but not one that must be shared: it is told, not failed.
        int failures = _failures.Count;
        CompareWithXml(row, xml, json, written);
        if (_failures.Count == failures) return null;
        string difference = _failures[failures];
        _failures.RemoveRange(failures, _failures.Count - failures);
        return difference;
    }

    static ExiError Decode(VectorRow row, byte[] exi, ExiDocument document) =>
        row.IsFragment ? document.DecodeFragment(row.Set, exi) : document.Decode(row.Set, exi);

    static string Json(VectorRow row, ExiDocument document) => MessageJson.Write(row.Set, document, fragment: row.IsFragment);

    byte[] Encode(VectorRow row, ExiDocument document, string what)
    {
        ExiError error = row.IsFragment ? document.EncodeFragment(row.Set, _buffer, out int written) : document.Encode(row.Set, _buffer, out written);
        if (!error.IsOk) _failures.Add($"{what} can't be written: {error}");
        return _buffer[..written];
    }
}
