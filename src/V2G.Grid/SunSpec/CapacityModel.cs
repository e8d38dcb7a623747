using V2G.Grid.Der;

namespace V2G.Grid.SunSpec;

/// <summary>Model 702: nameplate, and the limits that may be set below it; model 703: enter service.</summary>
sealed class CapacityModel
{
    // Each setting with the rating that it may not exceed.
    static readonly (string Setting, string Rating)[] _limits =
    [
        ("WMax", "WMaxRtg"), ("WMaxOvrExt", "WOvrExtRtg"), ("WMaxUndExt", "WUndExtRtg"), ("VAMax", "VAMaxRtg"), ("VarMaxInj", "VarMaxInjRtg"), ("VarMaxAbs", "VarMaxAbsRtg"),
        ("WChaRteMax", "WChaRteMaxRtg"), ("WDisChaRteMax", "WDisChaRteMaxRtg"), ("VAChaRteMax", "VAChaRteMaxRtg"), ("VADisChaRteMax", "VADisChaRteMaxRtg"),
        ("VMax", "VMaxRtg"), ("AMax", "AMaxRtg"),
    ];

    readonly SunSpecBlock _capacity, _enter;

    public CapacityModel(SunSpecBlock capacity, SunSpecBlock enter, DerNameplate plate, DerSettings settings)
    {
        _capacity = capacity;
        _enter = enter;
        Scale("W_SF", Math.Max(plate.DischargeWatts, plate.ChargeWatts));
        Scale("VA_SF", Math.Max(plate.VoltAmperes, plate.ChargeVoltAmperes));
        Scale("Var_SF", Math.Max(plate.VarInjected, plate.VarAbsorbed));
        Scale("V_SF", 2 * plate.NominalVolts);
        Scale("A_SF", 2 * plate.Amperes);
        _capacity["PF_SF"] = -3;
        double injecting = Math.Sqrt(Math.Max(0, 1 - Square(plate.VarInjected / plate.VoltAmperes))), absorbing = Math.Sqrt(Math.Max(0, 1 - Square(plate.VarAbsorbed / plate.VoltAmperes)));
        (string Name, double Value)[] ratings =
        [
            ("WMax", plate.DischargeWatts), ("VAMax", plate.VoltAmperes), ("VarMaxInj", plate.VarInjected), ("VarMaxAbs", plate.VarAbsorbed), ("WChaRteMax", plate.ChargeWatts),
            ("WDisChaRteMax", plate.DischargeWatts), ("VAChaRteMax", plate.ChargeVoltAmperes), ("VADisChaRteMax", plate.VoltAmperes), ("VNom", plate.NominalVolts),
            ("VMax", plate.MostVolts > 0 ? plate.MostVolts : 1.2 * plate.NominalVolts), ("VMin", plate.LeastVolts), ("AMax", plate.Amperes),
        ];
        foreach ((string name, double value) in ratings) _capacity[name + "Rtg"] = _capacity[name] = value;
        _capacity["WOvrExtRtg"] = _capacity["WMaxOvrExt"] = Math.Min(plate.DischargeWatts, plate.VoltAmperes * injecting);
        _capacity["WUndExtRtg"] = _capacity["WMaxUndExt"] = Math.Min(plate.DischargeWatts, plate.VoltAmperes * absorbing);
        _capacity["WOvrExtRtgPF"] = _capacity["WOvrExtPF"] = injecting;
        _capacity["WUndExtRtgPF"] = _capacity["WUndExtPF"] = absorbing;
        _capacity["NorOpCatRtg"] = plate.CategoryB ? 1 : 0;
        _capacity["AbnOpCatRtg"] = plate.AbnormalCategory - 1;
        // Limit and set-points of power, power factor, volt-var, frequency, the four trips, watt-var, volt-watt.
        _capacity["CtrlModes"] = 0b11_0111_1011_1111;
        _capacity["IntIslandCatRtg"] = _capacity["IntIslandCat"] = 1;
        _enter["V_SF"] = -2;
        _enter["Hz_SF"] = -3;
        _enter["ES"] = settings.PermitService ? 1 : 0;
        _enter["ESVHi"] = settings.EnterService.MostVoltsPercent;
        _enter["ESVLo"] = settings.EnterService.LeastVoltsPercent;
        _enter["ESHzHi"] = settings.EnterService.MostHz;
        _enter["ESHzLo"] = settings.EnterService.LeastHz;
        _enter["ESDlyTms"] = settings.EnterService.DelaySeconds;
        _enter["ESRndTms"] = settings.EnterService.RandomSeconds;
        _enter["ESRmpTms"] = settings.EnterService.RampSeconds;
        _enter["ESDlyRemTms"] = 0;
    }

    public bool PermitService => _enter.Raw("ES") == 1;

    public DerLimits Limits => new(_capacity["WMax"], _capacity["WChaRteMax"], _capacity["VAMax"], _capacity["VarMaxInj"], _capacity["VarMaxAbs"]);

    public DerEnterService EnterService => new(_enter["ESVLo"], _enter["ESVHi"], _enter["ESHzLo"], _enter["ESHzHi"], _enter["ESDlyTms"], _enter["ESRndTms"], _enter["ESRmpTms"]);

    /// <summary>No setting is beyond its rating.</summary>
    public bool WithinRatings => Array.TrueForAll(_limits, l => _capacity[l.Setting] <= _capacity[l.Rating]) && _capacity["VMin"] < _capacity["VMax"];

    public bool EnterServiceMakesSense => _enter["ESVLo"] < _enter["ESVHi"] && _enter["ESHzLo"] < _enter["ESHzHi"] && _enter["ESVHi"] <= 150;

    void Scale(string name, double most) => _capacity[name] = SunSpecValue.FinestScale(most, SunSpecType.Unsigned16, -2);

    static double Square(double x) => x * x;
}
