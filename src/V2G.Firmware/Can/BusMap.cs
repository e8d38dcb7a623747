using System.Text;
using V2G.Firmware.Configuration;
using V2G.Linux.Can;
using V2G.Linux.Can.Dbc;

namespace V2G.Firmware.Can;

/// <summary>A DBC file and a signal map, put together and proven: which messages carry commands and which reports.</summary>
internal sealed class BusMap
{
    /// <summary>A report that comes more seldom can't show within 100 ms that the inverter lives.</summary>
    public const double SlowestVitalMs = 50;

    const int MostFileBytes = 4 << 20;

    /// <summary>Made by <see cref="BusMapBuilder"/>.</summary>
    internal BusMap(string name, BusMessage[] commands, BusMessage[] reports, long sequences, long echoes)
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

    /// <summary>Our inverter's, from the binary.</summary>
    public static BusMap Default { get; } = Load(null, null, BusKind.Inverter);

    /// <summary>A maker's own, or ours where none is named.</summary>
    /// <exception cref="ConfigurationException">A file can't be read, or something in it is wrong.</exception>
    public static BusMap Load(string? dbcFile, string? mapFile, BusKind kind)
    {
        string ownDbc = $"v2g-{kind.Name}.dbc", ownMap = $"v2g-{kind.Name}.signals";
        if (dbcFile is not null && mapFile is null)
            throw new ConfigurationException([new(dbcFile, 0, 0, $"a DBC file of a maker's needs a signal map that says which signal is what ({kind.Name}.signals, --signals); board/dbc/{ownMap} is an example")]);
        return Build(dbcFile ?? ownDbc, dbcFile is null ? Embedded(ownDbc) : Read(dbcFile), mapFile ?? ownMap, mapFile is null ? Embedded(ownMap) : Read(mapFile), kind);
    }

    /// <exception cref="ConfigurationException">Something is wrong, with its place.</exception>
    public static BusMap Build(string dbcFile, string dbcText, string mapFile, string mapText, BusKind kind)
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
        return new BusMapBuilder(dbcFile, dbc, mapFile, SignalMap.Parse(mapFile, mapText, kind), kind).Build();
    }

    /// <summary>The same, with commands every so many ms.</summary>
    public BusMap WithCommandCycle(double ms) => new(Name, [.. Commands.Select(c => c.WithCycle(ms))], Reports, Sequences, Echoes);

    /// <summary>What a driver listens to.</summary>
    public CanFilter[] ReportFilters => [.. Reports.Select(m => m.Filter)];

    /// <summary>What a counterpart listens to.</summary>
    public CanFilter[] CommandFilters => [.. Commands.Select(m => m.Filter)];

    static string Embedded(string name)
    {
        using Stream stream = typeof(BusMap).Assembly.GetManifestResourceStream(name)!;
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
