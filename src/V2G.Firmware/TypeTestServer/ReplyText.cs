using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace V2G.Firmware.TypeTestServer;

/// <summary>Replies as lines of JSON, in pieces of bounded size: a long run is never held as text.</summary>
internal static class ReplyText
{
    const int NumbersPerPiece = 512;

    // Nothing here is ever put into HTML: quotes and signs as themselves.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object of a few fields, with the line's end.</summary>
    public static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> fields)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Error(string message) => Line(w => w.WriteString("error", message));

    /// <summary>The columns of a run. A piece is valid until the next one is asked for.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Samples(SampleRecord record)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, Options);
        writer.WriteStartObject();
        foreach ((string name, double[] column) in Columns(record))
        {
            writer.WriteStartArray(name);
            for (int i = 0; i < column.Length; i++)
            {
                Number(writer, column[i]);
                if (i % NumbersPerPiece != NumbersPerPiece - 1) continue;
                writer.Flush();
                yield return buffer.WrittenMemory;
                buffer.ResetWrittenCount();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        writer.Flush();
        buffer.Write("\n"u8);
        yield return buffer.WrittenMemory;
    }

    static (string, double[])[] Columns(SampleRecord r) => [("t", r.Seconds), ("P", r.Watts), ("Q", r.Vars), ("V", r.Volts), ("F", r.Hertz)];

    // The shortest digits that read back as the same number; never −0, and null for what JSON has no word for.
    static void Number(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value + 0.0);
        else writer.WriteNullValue();
    }
}
