namespace V2G.Grid.SunSpec;

/// <summary>
/// Orders that hold for so many seconds unless they are given anew; afterwards those for the time without a controller hold. Each write
/// to the order, its enable or its time begins anew.
/// </summary>
/// <param name="first">First and last point of what begins it anew.</param>
/// <param name="pairs">What is replaced by what when the time is over.</param>
sealed class ReversionTimer(SunSpecBlock block, string enable, string time, string remaining, string first, string last, params (string Set, string Reversion)[] pairs)
{
    long _endsNs = long.MaxValue;

    /// <summary>A write has touched something.</summary>
    /// <param name="touches">Whether it touched a range of points.</param>
    public void Restart(Func<string, string, bool> touches, long nowNs)
    {
        if (!touches(first, last) && !Array.Exists(pairs, p => p.Set.Contains('.', StringComparison.Ordinal) && touches(p.Set, p.Set))) return;
        double seconds = block[time];
        _endsNs = block.Raw(enable) == 1 && seconds > 0 ? nowNs + (long)(seconds * 1e9) : long.MaxValue;
    }

    /// <returns>True: the time is over, and the orders have changed.</returns>
    public bool Advance(long nowNs)
    {
        if (nowNs < _endsNs) return false;
        _endsNs = long.MaxValue;
        foreach ((string set, string reversion) in pairs) block.Of(block.Layout[reversion]).CopyTo(block.Of(block.Layout[set]));
        return true;
    }

    public void Show(long nowNs) => block[remaining] = _endsNs == long.MaxValue ? 0 : Math.Ceiling((_endsNs - nowNs) * 1e-9);
}
