using V2G.Grid.Modbus;

namespace V2G.Grid.Tests.SunSpec;

/// <summary>
/// Reads a SunSpec device as a stranger does: nothing but Modbus frames and figures from the models' published definitions, written
/// down here once more by hand. Tells what it finds wrong.
/// </summary>
sealed class NaiveScanner(Func<byte[], byte[]> exchange)
{
    // Registers before the first group that repeats; where its counts stand (groups, points); registers of a group without points, and of a point;
    // the mandatory points of one register; those within each group.
    static readonly Dictionary<int, (int Fixed, int GroupsAt, int PointsAt, int Group, int Point, int Sets, int[] Mandatory, int[] InGroup)> _known = new()
    {
        [1] = (68, 0, 0, 0, 0, 0, [2, 18, 50], []),
        [701] = (155, 0, 0, 0, 0, 0, [2], []),
        [702] = (52, 0, 0, 0, 0, 0, [], []),
        [703] = (19, 0, 0, 0, 0, 0, [], []),
        [704] = (67, 0, 0, 0, 0, 0, [], []),
        [705] = (15, 6, 5, 10, 2, 1, [2, 3, 4, 5, 6, 12, 13, 14], [0, 1, 9]),
        [706] = (15, 6, 5, 5, 2, 1, [2, 3, 4, 5, 6, 12, 13, 14], [0, 1, 4]),
        [707] = (9, 6, 5, 4, 3, 3, [2, 3, 4, 5, 6, 7, 8], [0]),
        [708] = (9, 6, 5, 4, 3, 3, [2, 3, 4, 5, 6, 7, 8], [0]),
        [709] = (9, 6, 5, 4, 4, 3, [2, 3, 4, 5, 6, 7, 8], [0]),
        [710] = (9, 6, 5, 4, 4, 3, [2, 3, 4, 5, 6, 7, 8], [0]),
        [711] = (14, 5, 0, 10, 0, 0, [2, 3, 4, 5, 11, 12, 13], [0, 2, 4, 5, 6, 9]),
        [712] = (14, 6, 5, 4, 2, 1, [2, 3, 4, 5, 6, 12, 13], [0, 1, 3]),
        [713] = (9, 0, 0, 0, 0, 0, [], []),
        [714] = (20, 4, 0, 25, 0, 0, [], []),
        [715] = (9, 0, 0, 0, 0, 0, [], []),
    };

    // Every scale factor outside of a group.
    static readonly Dictionary<int, int[]> _scales = new()
    {
        [701] = [113, 114, 115, 116, 117, 118, 119, 120, 121, 122], [702] = [45, 46, 47, 48, 49, 50], [703] = [17, 18], [704] = [53, 54, 55, 56, 57, 58], [705] = [12, 13, 14], [706] = [12, 13, 14],
        [707] = [7, 8], [708] = [7, 8], [709] = [7, 8], [710] = [7, 8], [711] = [11, 12, 13], [712] = [12, 13], [713] = [7, 8], [714] = [15, 16, 17, 18, 19],
    };

    ushort _id;

    public List<string> Findings { get; } = [];

    /// <summary>Where each model's ID stands.</summary>
    public Dictionary<int, int> Models { get; } = [];

    public ushort[] Read(int address, int count)
    {
        List<ushort> all = [];
        while (all.Count < count)
        {
            int part = Math.Min(125, count - all.Count);
            byte[] answer = exchange([(byte)(++_id >> 8), (byte)_id, 0, 0, 0, 6, 1, 3, .. Bytes(address + all.Count), .. Bytes(part)]);
            Assert.Equal([(byte)(_id >> 8), (byte)_id, 0, 0, .. Bytes(3 + 2 * part), 1, 3, (byte)(2 * part)], answer[..9]);
            for (int i = 0; i < part; i++) all.Add((ushort)(answer[9 + 2 * i] << 8 | answer[10 + 2 * i]));
        }
        return [.. all];
    }

    /// <returns>The exception's code, 0 for none.</returns>
    public int Write(int address, params int[] values)
    {
        byte[] answer = exchange([(byte)(++_id >> 8), (byte)_id, 0, 0, .. Bytes(7 + 2 * values.Length), 1, 16, .. Bytes(address), .. Bytes(values.Length), (byte)(2 * values.Length), .. values.SelectMany(Bytes)]);
        Assert.Equal([(byte)(_id >> 8), (byte)_id], answer[..2]);
        return answer[7] == 0x90 ? answer[8] : 0;
    }

    /// <summary>Of a model by its offset.</summary>
    public int At(int model, int offset) => Read(Models[model] + offset, 1)[0];

    public int Signed(int model, int offset) => (short)At(model, offset);

    public int Wide(int model, int offset)
    {
        ushort[] words = Read(Models[model] + offset, 2);
        return words[0] << 16 | words[1];
    }

    public int Set(int model, int offset, params int[] values) => Write(Models[model] + offset, values);

    public int SetWide(int model, int offset, int value) => Set(model, offset, value >> 16 & 0xFFFF, value & 0xFFFF);

    public NaiveScanner Scan(int start = 40_000)
    {
        ushort[] mark = Read(start, 2);
        if (mark[0] != 0x5375 || mark[1] != 0x6E53) Findings.Add("no SunS");
        int at = start + 2;
        for (int n = 0; ; n++)
        {
            ushort[] head = Read(at, 2);
            if (head[0] == 0xFFFF)
            {
                if (head[1] != 0) Findings.Add($"the end model has length {head[1]}");
                break;
            }
            if (n == 0 && head[0] != 1) Findings.Add($"the first model is {head[0]}");
            if (n > 100 || !_known.ContainsKey(head[0]))
            {
                Findings.Add($"model {head[0]} at {at}");
                break;
            }
            Models[head[0]] = at;
            Model(head[0], at, head[1]);
            at += 2 + head[1];
        }
        return this;
    }

    void Model(int id, int at, int length)
    {
        (int whole, int groupsAt, int pointsAt, int group, int point, int sets, int[] mandatory, int[] inGroup) = _known[id];
        ushort[] registers = Read(at, 2 + length);
        int groups = groupsAt > 0 ? registers[groupsAt] : 0, each = group + sets * point * (pointsAt > 0 ? registers[pointsAt] : 0);
        if (length + 2 != whole + groups * each) Findings.Add($"model {id}: length {length}, {whole + groups * each - 2} by its counts");
        foreach (int offset in mandatory)
            if (registers[offset] is 0xFFFF or 0x8000 || (id == 1 && registers[offset] == 0)) Findings.Add($"model {id}: mandatory point at {offset} is not implemented");
        for (int g = 0; g < groups; g++)
        {
            foreach (int offset in inGroup)
                if (registers[whole + g * each + offset] == 0xFFFF) Findings.Add($"model {id}: mandatory point at {offset} of group {g + 1} is not implemented");
        }
        foreach (int offset in _scales.GetValueOrDefault(id, []))
            if ((short)registers[offset] is < -10 or > 10) Findings.Add($"model {id}: scale factor at {offset} is {(short)registers[offset]}");
    }

    static byte[] Bytes(int value) => [(byte)(value >> 8), (byte)value];
}
