using System.Globalization;

namespace V2G.Firmware.Inverters.Modbus;

/// <summary>
/// Says once for each connection after how long the kernel repeats a lost packet, and whether the silence limit bears that: one that does
/// not ends power for a single packet.
/// </summary>
internal sealed class RepeatTime(string address, double silenceMs, string key, Action<string> say)
{
    bool _said;

    /// <param name="running">The device is found and answers: round trips have been measured.</param>
    public void Look(bool running, ModbusConnection connection)
    {
        if (!running) _said = false;
        if (!running || _said || connection.RepeatMs() is not (> 0 and double ms)) return;
        _said = true;
        string repeated = string.Create(CultureInfo.InvariantCulture, $"a lost packet is repeated after {ms:0} ms");
        say(Bears(ms, silenceMs) ? repeated : string.Create(CultureInfo.InvariantCulture,
            $"{repeated}, and {key} is {silenceMs:0} ms: one lost packet ends power. Give the route a smaller rto_min (ip route change {address.Split(':')[0]}/32 dev DEVICE rto_min 10ms), or the limit more time"));
    }

    /// <summary>The packet, its repetition and the answer fit, with a tenth of the limit to spare.</summary>
    public static bool Bears(double repeatMs, double silenceMs) => repeatMs <= 0.9 * silenceMs;
}
