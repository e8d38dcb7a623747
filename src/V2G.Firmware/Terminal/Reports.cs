using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using V2G.Firmware.BlackBox;
using V2G.Firmware.TypeTests;
using V2G.Firmware.Verbs;

namespace V2G.Firmware.Terminal;

/// <summary>Every report that a verb prints with --json. Keys are snake_case; figures that do not exist are null, never a made-up number.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(FaultReport))]
[JsonSerializable(typeof(FaultReport[]))]
[JsonSerializable(typeof(ConfigReport))]
[JsonSerializable(typeof(CurveReport))]
[JsonSerializable(typeof(ShownFault[]))]
[JsonSerializable(typeof(ShownEvent[]))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(WhyReport))]
[JsonSerializable(typeof(PostReport))]
[JsonSerializable(typeof(MeterReport))]
[JsonSerializable(typeof(SagReport))]
[JsonSerializable(typeof(BandReport))]
[JsonSerializable(typeof(ReplayReport))]
[JsonSerializable(typeof(BlackBoxReport))]
[JsonSerializable(typeof(CalibrationReport))]
[JsonSerializable(typeof(CompareReport))]
[JsonSerializable(typeof(TypeTestReport))]
[JsonSerializable(typeof(HalReport))]
internal sealed partial class Reports : JsonSerializerContext
{
    public static void Print<T>(T report, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        using Stream stream = Console.OpenStandardOutput();
        // For people and scripts alike: arrows and degree signs as themselves, since nothing here is ever put into HTML.
        using (Utf8JsonWriter writer = new(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, report, type);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>A number for JSON: null for NaN and infinities, rounded so that nobody reads noise as precision, and never −0.</summary>
    public static double? Figure(double value, int digits = 6) => double.IsFinite(value) ? Math.Round(value, digits) + 0.0 : null;
}
