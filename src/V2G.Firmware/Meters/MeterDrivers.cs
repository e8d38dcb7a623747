using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Firmware.Can;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters;
using V2G.Firmware.Roles;
using V2G.Linux.Can;

namespace V2G.Firmware.Meters;

/// <summary>The meter that the configuration names.</summary>
internal static class MeterDrivers
{
    /// <summary>A CAN meter's figures are none after this long, s: the discipline of a control bus.</summary>
    public const double CanSilenceSeconds = 0.1;

    /// <summary>Null: none is named.</summary>
    /// <exception cref="ConfigurationException">Its files are wrong.</exception>
    public static IMeterDriver? Open(LoadedSettings loaded, LinkTable links, Action<string> warn)
    {
        BoardSettings board = loaded.Board;
        if (board.MeterDriver == "modbus") return new LinkedMeter(links);
        if (board.MeterDriver != "can") return null;
        CanMeter meter = new(board.MeterCanInterface, CanBus(board, loaded.Settings.Site));
        if (meter.Link != CanLink.Up) warn($"meter on {meter.Name}: {InverterDrivers.Words(meter.Link)}; it is tried again ten times a second");
        return meter;
    }

    /// <summary>How the meter is used where it is what the grid is sensed with.</summary>
    public static BusMeterSettings Settings(BoardSettings board, in MeterSettings grid) =>
        new(grid, board.MeterLatencyMs * 1e-3, board.MeterDriver == "can" ? CanSilenceSeconds : board.MeterModbusSilenceMs * 1e-3);

    /// <summary>Files of the meter that is named are right.</summary>
    /// <exception cref="ConfigurationException">They are not.</exception>
    public static void CheckFiles(BoardSettings board, in SiteSettings site)
    {
        if (board.MeterDriver == "can") CanBus(board, site);
    }

    static BusMap CanBus(BoardSettings board, in SiteSettings site)
    {
        static string? Named(string file) => file == BoardSettings.None ? null : file;
        BusMap bus = BusMap.Load(Named(board.MeterDbc), Named(board.MeterSignals), BusKind.Meter);
        bool Has(params BusField[] fields) => fields.All(f => bus.Reports.Any(r => r.CycleNs <= BusMap.SlowestVitalMs * 1e6 && r.Signals.Any(s => s.Field == f)));
        bool enough = site.PhaseCount == 1 ? Has(BusField.MeterVoltsA)
            : Has(BusField.MeterVoltsA, BusField.MeterVoltsB, BusField.MeterVoltsC) || Has(BusField.MeterLineVoltsAb, BusField.MeterLineVoltsBc, BusField.MeterLineVoltsCa);
        return enough ? bus : throw new ConfigurationException([new(Named(board.MeterSignals) ?? "v2g-meter.signals", 0, 0,
            $"voltages of {site.PhaseCount} phase{(site.PhaseCount == 1 ? "" : "s")} are needed, at least every {BusMap.SlowestVitalMs:0} ms: meter.voltage_a{(site.PhaseCount == 1 ? "" : ", _b, _c or meter.voltage_ab, _bc, _ca")}")]);
    }
}
