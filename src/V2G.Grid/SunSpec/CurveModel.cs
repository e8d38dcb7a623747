using V2G.Grid.Der;

namespace V2G.Grid.SunSpec;

/// <summary>
/// A function with stored curves (705 … 710, 712) or stored droops (711). The first is the active one and can't be written; the
/// others are written, and one of them is adopted as a whole, or not.
/// </summary>
sealed class CurveModel
{
    readonly SunSpecBlock _block;
    readonly IDer _der;
    readonly string _group, _request, _result, _reversion;
    readonly DerFunction _function;
    readonly string _x, _y;
    readonly int _stored, _points;
    long _revertsNs = long.MaxValue;

    CurveModel(SunSpecBlock block, IDer der, DerFunctions flag, DerFunction function, string group, string x, string y, int stored, int points)
    {
        _block = block;
        _der = der;
        Flag = flag;
        _function = function;
        _group = group;
        _request = group == "Ctl" ? "AdptCtlReq" : "AdptCrvReq";
        _result = group == "Ctl" ? "AdptCtlRslt" : "AdptCrvRslt";
        _reversion = group == "Ctl" ? "RvrtCtl" : "RvrtCrv";
        (_x, _y, _stored, _points) = (x, y, stored, points);
    }

    public DerFunctions Flag { get; }

    public SunSpecBlock Block => _block;

    public bool Enabled => _block.Raw("Ena") == 1;

    bool IsDroop => _group == "Ctl";

    bool Reverts => _block.Layout.Has("RvrtTms");

    public static CurveModel Curve(SunSpecBlock block, IDer der, DerFunctions flag, DerFunction function, string x, string y, int stored, int points)
    {
        CurveModel model = new(block, der, flag, function, "Crv", x, y, stored, points);
        DerCurve curve = der.Settings.Curve(function);
        block["NPt"] = points;
        block[curve.IsTrip ? "NCrvSet" : "NCrv"] = stored;
        foreach (string scale in (string[])["V_SF", "W_SF", "DeptRef_SF", "RspTms_SF"])
            if (block.Layout.Has(scale)) block[scale] = -2;
        if (block.Layout.Has("Hz_SF")) block["Hz_SF"] = -3;
        if (block.Layout.Has("Tms_SF")) block["Tms_SF"] = -3;
        model.Begin(der.Settings);
        for (int n = 1; n <= stored; n++) model.Write(n, curve);
        return model;
    }

    public static CurveModel Droop(SunSpecBlock block, IDer der, int stored)
    {
        CurveModel model = new(block, der, DerFunctions.FrequencyDroop, default, "Ctl", "", "", stored, 0);
        block["NCtl"] = stored;
        block["Db_SF"] = block["K_SF"] = -3;
        block["RspTms_SF"] = -2;
        model.Begin(der.Settings);
        for (int n = 1; n <= stored; n++) model.Write(n, der.Settings.Droop);
        return model;
    }

    void Begin(DerSettings settings)
    {
        _block["Ena"] = (settings.Enabled & Flag) != 0 ? 1 : 0;
        _block[_request] = 1;
        _block[_result] = 1;
        if (!Reverts) return;
        _block["RvrtTms"] = _block["RvrtRem"] = 0;
        _block[_reversion] = 1;
    }

    /// <summary>A write has touched the model; what it asks for is done.</summary>
    /// <returns>False: it asks for a curve that there is none of.</returns>
    public bool Take(Func<string, string, bool> touches, long nowNs)
    {
        if (Reverts && (_block[_reversion] < 1 || _block[_reversion] > _stored)) return false;
        if (touches(_request, _request))
        {
            double wanted = _block[_request];
            if (!(wanted >= 1 && wanted <= _stored)) return false;
            Adopt((int)wanted);
        }
        if (Reverts && (touches(_request, _request) || touches("RvrtTms", "RvrtTms")))
            _revertsNs = _block["RvrtTms"] > 0 && Enabled ? nowNs + (long)(_block["RvrtTms"] * 1e9) : long.MaxValue;
        return true;
    }

    public void Advance(long nowNs)
    {
        if (nowNs < _revertsNs) return;
        _revertsNs = long.MaxValue;
        _block[_request] = _block[_reversion];
        Adopt(_block.Raw(_reversion));
    }

    public void Show(long nowNs)
    {
        if (Reverts) _block["RvrtRem"] = _revertsNs == long.MaxValue ? 0 : Math.Ceiling((_revertsNs - nowNs) * 1e-9);
    }

    /// <summary>The active curve may not be written.</summary>
    public bool IsActive(string point) => point.StartsWith($"{_group}[1]", StringComparison.Ordinal);

    void Adopt(int n)
    {
        bool done = n == 1 || (IsDroop ? ReadDroop(n) is { } droop && _der.Adopt(droop) : ReadCurve(n) is { } curve && _der.Adopt(curve));
        _block[_result] = done ? 1 : 2;
        if (!done || n == 1) return;
        string from = $"{_group}[{n}].", to = $"{_group}[1].";
        foreach (SunSpecPoint point in _block.Layout.Points)
        {
            if (!point.Name.StartsWith(to, StringComparison.Ordinal) || point.Name.EndsWith("ReadOnly", StringComparison.Ordinal)) continue;
            _block.Of(_block.Layout[from + point.Name[to.Length..]]).CopyTo(_block.Of(point));
        }
    }

    void Write(int n, in DerDroop droop)
    {
        string at = $"Ctl[{n}].";
        _block[at + "DbOf"] = droop.OverBandHz;
        _block[at + "DbUf"] = droop.UnderBandHz;
        _block[at + "KOf"] = droop.OverDroop;
        _block[at + "KUf"] = droop.UnderDroop;
        _block[at + "RspTms"] = droop.ResponseSeconds;
        _block[at + "ReadOnly"] = n == 1 ? 1 : 0;
    }

    DerDroop? ReadDroop(int n)
    {
        string at = $"Ctl[{n}].";
        DerDroop droop = new(_block[at + "DbOf"], _block[at + "DbUf"], _block[at + "KOf"], _block[at + "KUf"], _block[at + "RspTms"]);
        return droop.OverDroop > 0 && droop.UnderDroop > 0 ? droop : null;
    }

    void Write(int n, DerCurve curve)
    {
        string at = $"Crv[{n}].";
        _block[at + "ReadOnly"] = n == 1 ? 1 : 0;
        if (curve.IsTrip)
        {
            WritePoints(at + "MustTrip.", curve.Points);
            WritePoints(at + "MayTrip.", curve.MayTrip);
            WritePoints(at + "MomCess.", curve.MomentaryCessation);
            return;
        }
        WritePoints(at, curve.Points);
        _block[at + "DeptRef"] = curve.Reference;
        if (_block.Layout.Has(at + "Pri")) _block[at + "Pri"] = 1;
        if (_block.Layout.Has(at + "RspTms")) _block[at + "RspTms"] = curve.ResponseSeconds;
        if (!_block.Layout.Has(at + "VRef")) return;
        _block[at + "VRef"] = _block[at + "VRefAuto"] = curve.VRefPercent;
        _block[at + "VRefAutoEna"] = curve.AutonomousVRef ? 1 : 0;
        _block[at + "VRefAutoTms"] = curve.AutonomousVRefSeconds;
    }

    // Those that are not active hold the last active one's figures: a point that is not implemented could never be written.
    void WritePoints(string at, DerPoint[] points)
    {
        _block[at + "ActPt"] = points.Length;
        for (int i = 0; i < _points; i++)
        {
            DerPoint point = points.Length > 0 ? points[Math.Min(i, points.Length - 1)] : default;
            _block[$"{at}Pt[{i + 1}].{_x}"] = point.X;
            _block[$"{at}Pt[{i + 1}].{_y}"] = point.Y;
        }
    }

    DerCurve? ReadCurve(int n)
    {
        string at = $"Crv[{n}].";
        DerCurve empty = new(_function, []);
        if (empty.IsTrip)
            return ReadPoints(at + "MustTrip.", 1) is { } must && ReadPoints(at + "MayTrip.", 0) is { } may && ReadPoints(at + "MomCess.", 0) is { } cess
                ? new(_function, must) { MayTrip = may, MomentaryCessation = cess } : null;
        if (ReadPoints(at, 2) is not { } points || !Rises(points) || points.Any(p => Math.Abs(p.Y) > 100)) return null;
        DerCurve curve = new(_function, points) { Reference = _block.Raw(at + "DeptRef") };
        if (_block.Layout.Has(at + "RspTms")) curve = curve with { ResponseSeconds = _block[at + "RspTms"] };
        if (!_block.Layout.Has(at + "VRef")) return curve;
        return curve with { VRefPercent = _block[at + "VRef"], AutonomousVRef = _block.Raw(at + "VRefAutoEna") == 1, AutonomousVRefSeconds = _block[at + "VRefAutoTms"] };
    }

    DerPoint[]? ReadPoints(string at, int least)
    {
        int count = _block.Raw(at + "ActPt");
        if (count < least || count > _points) return null;
        return [.. Enumerable.Range(1, count).Select(i => new DerPoint(_block[$"{at}Pt[{i}].{_x}"], _block[$"{at}Pt[{i}].{_y}"]))];
    }

    static bool Rises(DerPoint[] points)
    {
        for (int i = 1; i < points.Length; i++)
            if (!(points[i].X >= points[i - 1].X)) return false;
        return true;
    }
}
