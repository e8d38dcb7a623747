using V2G.Firmware.Configuration;
using V2G.Firmware.Can;
using V2G.Firmware.Inverters.Can;
using V2G.Firmware.Roles;
using V2G.Firmware.Terminal;
using V2G.Linux.Can;

namespace V2G.Firmware.Inverters;

/// <summary>The driver that the configuration names.</summary>
internal static class InverterDrivers
{
    /// <summary>Null: none is named, and on a simulated board the plant's own inverter does.</summary>
    /// <exception cref="ConfigurationException">Its files are wrong.</exception>
    /// <exception cref="VerbFailure">There is no such driver, or not on this board.</exception>
    public static IInverterDriver? Open(LoadedSettings loaded, bool simulate, double speed, LinkTable links, Action<string> warn)
    {
        BoardSettings board = loaded.Board;
        Check(board, simulate, speed);
        if (board.InverterDriver == "modbus") return new LinkedInverter(links);
        if (board.InverterDriver == "vehicle") return new VehicleInverter(links);
        if (board.InverterDriver != "can") return null;
        CanInverter inverter = new(board.CanInterface, CanBus(board), loaded.Settings.Site.RatedVoltAmperes, loaded.Settings.Site.NominalVoltage);
        if (inverter.Link != CanLink.Up) warn($"{inverter.Name}: {Words(inverter.Link)}; it is tried again ten times a second");
        return inverter;
    }

    /// <summary>The driver that is named can be had on this board, and its files are right.</summary>
    /// <exception cref="ConfigurationException">Its files are wrong.</exception>
    /// <exception cref="VerbFailure">There is no such driver, or not on this board.</exception>
    public static void Check(BoardSettings board, bool simulate, double speed)
    {
        if (board.InverterDriver is BoardSettings.None || (board.InverterDriver == "simulated" && simulate)) return;
        if (board.InverterDriver == "simulated") throw new VerbFailure(ExitCode.InvalidInput, "inverter.driver is simulated: that goes with --simulate alone");
        if (speed != 1) throw new VerbFailure(ExitCode.Usage, $"--speed goes with the simulated inverter; inverter.driver is {board.InverterDriver}, whose bus lives by the wall's clock");
        CheckFiles(board);
    }

    /// <summary>Files of the driver that is named are right, wherever it would run.</summary>
    /// <exception cref="ConfigurationException">They are not.</exception>
    public static void CheckFiles(BoardSettings board)
    {
        if (board.InverterDriver == "can") CanBus(board);
    }

    static BusMap CanBus(BoardSettings board)
    {
        static string? Named(string file) => file == BoardSettings.None ? null : file;
        BusMap bus = BusMap.Load(Named(board.Dbc), Named(board.Signals), BusKind.Inverter);
        return board.CommandCycleMs > 0 ? bus.WithCommandCycle(board.CommandCycleMs) : bus;
    }

    internal static string Words(CanLink link) => link switch
    {
        CanLink.Absent => "there is no such interface",
        CanLink.Down => "the interface is down",
        CanLink.OffBus => "its controller is off the bus",
        CanLink.Refused => "no CAN socket to be had",
        _ => "not ready",
    };
}
