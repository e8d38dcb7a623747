namespace V2G.Grid.Modbus;

/// <summary>Which share of the requests of the last second brought nothing.</summary>
public sealed class LossWindow
{
    const int Parts = 10;
    const long PartNs = 100_000_000;

    // Below that one missed answer would be a tenth.
    const int FewestRequests = 10;

    readonly (long Part, int Asked, int Lost)[] _parts = new (long, int, int)[Parts];

    public void Add(bool lost, long nowNs)
    {
        long part = nowNs / PartNs;
        ref (long Part, int Asked, int Lost) here = ref _parts[part % Parts];
        if (here.Part != part) here = (part, 0, 0);
        here.Asked++;
        if (lost) here.Lost++;
    }

    /// <summary>0 … 1; 0 while too few were asked to tell.</summary>
    public double Share(long nowNs)
    {
        int asked = 0, lost = 0;
        foreach ((long part, int partAsked, int partLost) in _parts)
        {
            if (nowNs / PartNs - part >= Parts) continue;
            asked += partAsked;
            lost += partLost;
        }
        return asked < FewestRequests ? 0 : (double)lost / asked;
    }
}
