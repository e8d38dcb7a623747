using System.Globalization;
using System.Text.Json;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTestServer;

/// <summary>
/// The protocol of the type-test server: a line in, a line out, and a unit of its own behind. No sockets and no clock; README.md
/// beside this file says what can be asked.
/// </summary>
internal sealed class TypeTestSession(TypeTestNameplate nameplate)
{
    /// <summary>The longest request, bytes without the line's end.</summary>
    public const int MaxLineBytes = 1 << 20;

    public const double MinStepSeconds = 1e-6, MaxStepSeconds = 3600;

    const double MaxVolts = 100_000, MaxHertz = 1000;
    const int MaxMessageLength = 200;

    static readonly string[] Ops = ["nameplate", "ac", "set", "run", "tripreset"];
    static readonly string[] Functions = [.. FunctionSettings.Names, "aap", "sap", "dc"];

    static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    readonly TypeTestUnit _unit = new(nameplate);

    /// <summary>The reply to a line that was longer than <see cref="MaxLineBytes"/> and has not been kept.</summary>
    public static ReadOnlyMemory<byte> TooLong { get; } = ReplyText.Error(string.Create(CultureInfo.InvariantCulture, $"the line is longer than {MaxLineBytes} bytes; skipped"));

    /// <summary>Carries out one request. Its reply comes in pieces, each valid until the next is asked for; a blank line has none.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Answer(ReadOnlyMemory<byte> line, CancellationToken cancellation = default)
    {
        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0) return [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, Options);
            return Handle(RequestFields.Of(document.RootElement, ""), cancellation);
        }
        catch (RequestRefusal e)
        {
            return [ReplyText.Error(e.Message)];
        }
        catch (JsonException e)
        {
            return [ReplyText.Error("not JSON: " + (e.Message.Length <= MaxMessageLength ? e.Message : e.Message[..MaxMessageLength] + "…"))];
        }
        catch (InvalidOperationException)
        {
            // What the parser says about half a surrogate pair, and about bytes that are no UTF-8.
            return [ReplyText.Error("not JSON: a string is no valid Unicode text")];
        }
    }

    IEnumerable<ReadOnlyMemory<byte>> Handle(RequestFields request, CancellationToken cancellation)
    {
        string op = request.Word("op") ?? throw new RequestRefusal($"'op' is missing; allowed: {string.Join(", ", Ops)}");
        switch (op)
        {
            case "nameplate":
                request.Only("op");
                _unit.Reset();
                return [ReplyText.Line(Nameplate)];
            case "ac":
                request.Only("op", "Vac", "Vabc", "angles", "freq", "rocof");
                SetGrid(request);
                return [ReplyText.Line(_ => { })];
            case "set":
                request.Only("op", "fn", "args");
                return [Set(request)];
            case "run":
                request.Only("op", "dt", "n");
                double dt = request.Number("dt", MinStepSeconds, MaxStepSeconds) ?? throw new RequestRefusal("'dt' is missing: the step in s");
                double n = request.Number("n", 0, TypeTestUnit.MaxSamples) ?? throw new RequestRefusal("'n' is missing: the number of steps");
                if (n != Math.Floor(n)) throw new RequestRefusal("'n' must be a whole number");
                return ReplyText.Samples(_unit.Run(dt, (int)n, cancellation));
            case "tripreset":
                request.Only("op");
                _unit.ResetTrip();
                return [ReplyText.Line(_ => { })];
            default:
                throw RequestFields.Unknown("op", op, Ops);
        }
    }

    void Nameplate(Utf8JsonWriter w)
    {
        ref readonly ControlSettings s = ref _unit.Settings;
        SiteSettings site = s.Site;
        double rated = site.RatedVoltAmperes;
        w.WriteBoolean("simulated", true);
        w.WriteNumber("Prated", site.RatedActivePowerPu * rated);
        w.WriteNumber("Prated_prime", -site.RatedChargePowerPu * rated);
        w.WriteNumber("Srated", rated);
        w.WriteNumber("VN", site.NominalVoltage);
        w.WriteNumber("fN", site.NominalFrequencyHz);
        w.WriteNumber("phases", site.PhaseCount);
        w.WriteNumber("Qrated_abs", site.VarAbsorbCapabilityPu * rated);
        w.WriteNumber("Qrated_inj", site.VarCapabilityPu * rated);
        w.WriteString("Cat", s.NormalCategory.ToString());
        w.WriteString("aopCat", s.AbnormalCategory.ToString());
        w.WriteNumber("Vin_nom", TypeTestNameplate.NominalDcVolts);
    }

    // Everything is read before anything is set.
    void SetGrid(RequestFields request)
    {
        SiteSettings site = _unit.Settings.Site;
        double? volts = request.Number("Vac", 0, MaxVolts), hertz = request.Number("freq", 0, MaxHertz);
        double? rocof = request.Number("rocof", 1e-6);
        double[]? phases = request.Three("Vabc", 0, MaxVolts), angles = request.Three("angles", -360, 360);
        if (phases is not null && volts is not null) throw new RequestRefusal("'Vac' and 'Vabc' exclude each other");
        if (phases is not null && site.PhaseCount != 3) throw new RequestRefusal("'Vabc' needs three phases; this unit has one (start with --phases 3)");
        if (angles is not null && phases is null) throw new RequestRefusal("'angles' needs 'Vabc'");
        if (volts is { } balanced) _unit.Grid.SetBalanced(site, balanced);
        if (phases is not null) _unit.Grid.SetPhases(site, phases, angles ?? [0, -120, 120]);
        if (rocof is { } rate) _unit.Grid.RocofHzPerSecond = rate;
        if (hertz is { } target) _unit.Grid.SetFrequency(target);
    }

    ReadOnlyMemory<byte> Set(RequestFields request)
    {
        string function = request.Word("fn") ?? throw new RequestRefusal($"'fn' is missing; allowed: {string.Join(", ", Functions)}");
        if (!Functions.Contains(function)) throw RequestFields.Unknown("fn", function, Functions);
        RequestFields args = request.Inner("args");
        // The direct-current side is not simulated: whatever is said of it is fine.
        if (function == "dc") return ReplyText.Line(_ => { });
        if (function is "aap" or "sap")
        {
            if (args.Number("spu") is { } share) _unit.Demand(share);
        }
        else
        {
            _unit.Adopt(FunctionSettings.With(_unit.Settings, function, args));
        }
        string[] ignored = [.. args.Unread("args.")];
        return ReplyText.Line(w =>
        {
            if (ignored.Length == 0) return;
            w.WriteStartArray("ignored");
            foreach (string name in ignored) w.WriteStringValue(name);
            w.WriteEndArray();
        });
    }
}
