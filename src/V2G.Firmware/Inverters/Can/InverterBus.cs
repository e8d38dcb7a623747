using System.Text;
using V2G.Firmware.Configuration;
using V2G.Linux.Can;
using V2G.Linux.Can.Dbc;

namespace V2G.Firmware.Inverters.Can;

/// <summary>A DBC file and a signal map, put together and proven: which messages carry commands and which reports.</summary>
internal sealed class InverterBus
{
    /// <summary>A report that comes more seldom can't show within 100 ms that the inverter lives.</summary>
    public const double SlowestVitalMs = 50;

    const int MostFileBytes = 4 << 20;

    /// <summary>Made by <see cref="InverterBusBuilder"/>.</summary>
    internal InverterBus(string name, BusMessage[] commands, BusMessage[] reports, long sequences, long echoes)
    {
        Name = name;
        Commands = commands;
        Reports = reports;
        Sequences = sequences;
        Echoes = echoes;
    }

    public string Name { get; }

    public BusMessage[] Commands { get; }

    public BusMessage[] Reports { get; }

    /// <summary>Numbers of a command that its signal can tell apart; 0: the bus carries none.</summary>
    public long Sequences { get; }

    /// <summary>Those that the echo can tell apart as well; 0: nobody echoes.</summary>
    public long Echoes { get; }

    /// <summary>Ours, from the binary.</summary>
    public static InverterBus Default { get; } = Build("v2g-inverter.dbc", Embedded("v2g-inverter.dbc"), "v2g-inverter.signals", Embedded("v2g-inverter.signals"));

    /// <summary>A maker's own, or ours where none is named.</summary>
    /// <exception cref="ConfigurationException">A file can't be read, or something in it is wrong.</exception>
    public static InverterBus Load(string? dbcFile, string? mapFile)
    {
        if (dbcFile is null && mapFile is null) return Default;
        if (mapFile is null) throw new ConfigurationException([new(dbcFile!, 0, 0, "a DBC file of a maker's needs a signal map that says which signal is what (inverter.signals, --signals); board/dbc/v2g-inverter.signals is an example")]);
        return dbcFile is null ? Build("v2g-inverter.dbc", Embedded("v2g-inverter.dbc"), mapFile, Read(mapFile)) : Build(dbcFile, Read(dbcFile), mapFile, Read(mapFile));
    }

    /// <exception cref="ConfigurationException">Something is wrong, with its place.</exception>
    public static InverterBus Build(string dbcFile, string dbcText, string mapFile, string mapText)
    {
        DbcFile dbc;
        try
        {
            dbc = DbcParser.Parse(dbcText);
        }
        catch (DbcException e)
        {
            throw new ConfigurationException([new(dbcFile, e.Line, e.Line > 0 ? 1 : 0, e.Message)]);
        }
        return new InverterBusBuilder(dbcFile, dbc, mapFile, SignalMap.Parse(mapFile, mapText)).Build();
    }

    /// <summary>The same, with commands every so many ms.</summary>
    public InverterBus WithCommandCycle(double ms) => new(Name, [.. Commands.Select(c => c.WithCycle(ms))], Reports, Sequences, Echoes);

    /// <summary>What a driver listens to.</summary>
    public CanFilter[] ReportFilters => [.. Reports.Select(m => m.Filter)];

    /// <summary>What a counterpart listens to.</summary>
    public CanFilter[] CommandFilters => [.. Commands.Select(m => m.Filter)];

    static string Embedded(string name)
    {
        using Stream stream = typeof(InverterBus).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    static string Read(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            if (stream.Length > MostFileBytes) throw new ConfigurationException([new(file, 0, 0, $"{stream.Length} bytes; allowed: up to {MostFileBytes}")]);
            using StreamReader reader = new(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new(file, 0, 0, e.Message)]);
        }
    }
}
