namespace V2G.Scenarios;

/// <summary>
/// Counts the reversals of a quantity's direction. A movement counts once it has gone further than the floor from the last turning
/// point, so noise below the floor turns nothing.
/// </summary>
internal sealed class SignChanges(double floorPu)
{
    readonly List<double> _at = [];
    double _turn = double.NaN;
    int _direction;

    public int Count => _at.Count;

    /// <summary>The most reversals within any window of so many seconds.</summary>
    public int MostWithin(double seconds)
    {
        int most = 0;
        for (int first = 0, last = 0; last < _at.Count; last++)
        {
            while (_at[last] - _at[first] > seconds) first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }

    public void Add(double valuePu, double atSeconds = 0)
    {
        if (double.IsNaN(_turn)) _turn = valuePu;
        double moved = valuePu - _turn;
        if (_direction * moved > 0)
        {
            _turn = valuePu;
        }
        else if (Math.Abs(moved) > floorPu)
        {
            if (_direction != 0) _at.Add(atSeconds);
            _direction = Math.Sign(moved);
            _turn = valuePu;
        }
    }
}
