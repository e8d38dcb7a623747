using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ConsoleAppFramework;
using V2G.Control.Settings;
using V2G.Firmware.Terminal;
using V2G.Firmware.TypeTestServer;

namespace V2G.Firmware.Verbs;

/// <summary>The controller with an ideal inverter on simulated time, for a laboratory's test harness.</summary>
internal sealed class ServeVerb
{
    /// <summary>Type-test server: JSON lines over TCP; the protocol is in src/V2G.Firmware/TypeTestServer/README.md. Ends with Ctrl-C.</summary>
    /// <param name="listen">Address and port, for example 127.0.0.1:5020 or [::1]:5020; port 0 is any.</param>
    /// <param name="allowRemote">Listen on an address that other machines reach. There is no authentication.</param>
    /// <param name="ratedPower">Rated apparent power, VA.</param>
    /// <param name="ratedActivePower">Rated active power of discharge and charge, W; without it, as much as the apparent power.</param>
    /// <param name="varCapability">Reactive power, injected and absorbed, pu of apparent power.</param>
    /// <param name="nominalVoltage">V; line to line for three phases.</param>
    /// <param name="nominalFrequency">50 or 60, Hz.</param>
    /// <param name="phases">1 or 3.</param>
    /// <param name="category">Normal performance category: A or B.</param>
    /// <param name="abnormalCategory">Abnormal performance category: I, II or III.</param>
    [Command("serve")]
    public async Task<int> Serve(
        string listen, bool allowRemote = false, double ratedPower = 5000, double? ratedActivePower = null, double varCapability = 1, double nominalVoltage = 240,
        double nominalFrequency = 60, int phases = 1, string category = "B", string abnormalCategory = "III")
    {
        IPEndPoint endPoint = EndPoint(listen);
        if (!allowRemote && !IPAddress.IsLoopback(endPoint.Address))
            throw new VerbFailure(ExitCode.Refused, $"{endPoint.Address} can be reached from other machines, and nobody is asked who they are; listen on 127.0.0.1 or [::1], or add --allow-remote");
        TypeTestNameplate nameplate = Nameplate(ratedPower, ratedActivePower ?? ratedPower, varCapability, nominalVoltage, nominalFrequency, phases, category, abnormalCategory);

        int code = ExitCode.Ok;
        using CancellationTokenSource end = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => End(c, ExitCode.Interrupted));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => End(c, ExitCode.Ok));
        try
        {
            using TypeTestListener listener = new(endPoint, nameplate, text => Console.Error.WriteLine($"v2g: {text}"));
            Console.Out.WriteLine($"SIMULATED: type-test server on {listener.EndPoint}");
            await listener.Serve(end.Token);
        }
        catch (SocketException e)
        {
            throw new VerbFailure(ExitCode.Failed, $"cannot listen on {endPoint}: {e.Message}");
        }
        return code;

        void End(PosixSignalContext context, int exitCode)
        {
            context.Cancel = true;
            code = exitCode;
            end.Cancel();
        }
    }

    static IPEndPoint EndPoint(string listen)
    {
        // Without a port the parser would take any; and a bare IPv6 address ends like one with a port.
        int colon = listen.LastIndexOf(':');
        bool port = colon > 0 && (listen[colon - 1] == ']' || !listen[..colon].Contains(':'));
        if (port && IPEndPoint.TryParse(listen, out IPEndPoint? endPoint)) return endPoint;
        throw new VerbFailure(ExitCode.Usage, $"--listen '{listen}' is no address with a port; for example 127.0.0.1:5020 or [::1]:5020");
    }

    static TypeTestNameplate Nameplate(
        double voltAmperes, double watts, double varCapability, double volts, double hertz, int phases, string category, string abnormalCategory)
    {
        TypeTestNameplate nameplate = new()
        {
            RatedVoltAmperes = voltAmperes, RatedWatts = watts, VarCapabilityPu = varCapability, NominalVolts = volts, NominalHz = hertz, PhaseCount = phases,
            NormalCategory = category switch
            {
                "A" => NormalCategory.A, "B" => NormalCategory.B,
                _ => throw new VerbFailure(ExitCode.Usage, $"--category must be A or B, not '{category}'"),
            },
            AbnormalCategory = abnormalCategory switch
            {
                "I" => AbnormalCategory.I, "II" => AbnormalCategory.II, "III" => AbnormalCategory.III,
                _ => throw new VerbFailure(ExitCode.Usage, $"--abnormal-category must be I, II or III, not '{abnormalCategory}'"),
            },
        };
        SettingCheck check = new();
        nameplate.Settings().Check(check);
        if (check.Passed) return nameplate;
        throw new VerbFailure(ExitCode.Usage, string.Join("\n", check.Refusals.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r}"))));
    }
}
