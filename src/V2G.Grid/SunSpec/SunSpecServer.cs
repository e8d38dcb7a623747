using V2G.Grid.Der;
using V2G.Grid.Modbus;

namespace V2G.Grid.SunSpec;

/// <summary>
/// A unit as a SunSpec device: models 1 and 701 … 715, served to whoever scans for them. Knows nothing of sockets: it is the registers
/// behind any number of <see cref="ModbusServer"/>s. Fixed set-points come before the curves that would give another.
/// </summary>
public sealed class SunSpecServer : IModbusRegisters
{
    const int StoredCurves = 3, StoredTrips = 2, StoredDroops = 2;

    readonly IDer _der;
    readonly SunSpecMap _map;
    readonly CapacityModel _capacity;
    readonly ControlModel _control;
    readonly MeasurementModels _measured;
    readonly CurveModel[] _curves;
    readonly ushort[] _saved;
    DerControls _inForce;
    long _nowNs, _startedNs = -1;

    public SunSpecServer(IDer der, int baseAddress = 40_000)
    {
        _der = der;
        _map = new(baseAddress, [.. SunSpecModels.All.Select(m => m.Place(count => Repeats(m.Id, count)))]);
        _saved = new ushort[_map.Registers];
        DerNameplate plate = der.Nameplate;
        SunSpecBlock common = _map[1];
        common.SetText("Mn", plate.Manufacturer);
        common.SetText("Md", plate.Model);
        common.SetText("Opt", plate.Options);
        common.SetText("Vr", plate.Version);
        common.SetText("SN", plate.SerialNumber);
        _capacity = new(_map[702], _map[703], plate, der.Settings);
        _measured = new(_map[701], _map[713], _map[714], plate);
        _control = new(_map[704], _map[715], plate);
        _curves =
        [
            CurveModel.Curve(_map[705], der, DerFunctions.VoltVar, DerFunction.VoltVar, "V", "Var", StoredCurves, Repeats(705, "NPt")),
            CurveModel.Curve(_map[706], der, DerFunctions.VoltWatt, DerFunction.VoltWatt, "V", "W", StoredCurves, Repeats(706, "NPt")),
            CurveModel.Curve(_map[707], der, DerFunctions.LowVoltageTrip, DerFunction.LowVoltageTrip, "V", "Tms", StoredTrips, Repeats(707, "NPt")),
            CurveModel.Curve(_map[708], der, DerFunctions.HighVoltageTrip, DerFunction.HighVoltageTrip, "V", "Tms", StoredTrips, Repeats(708, "NPt")),
            CurveModel.Curve(_map[709], der, DerFunctions.LowFrequencyTrip, DerFunction.LowFrequencyTrip, "Hz", "Tms", StoredTrips, Repeats(709, "NPt")),
            CurveModel.Curve(_map[710], der, DerFunctions.HighFrequencyTrip, DerFunction.HighFrequencyTrip, "Hz", "Tms", StoredTrips, Repeats(710, "NPt")),
            CurveModel.Droop(_map[711], der, StoredDroops),
            CurveModel.Curve(_map[712], der, DerFunctions.WattVar, DerFunction.WattVar, "W", "Var", StoredCurves, Repeats(712, "NPt")),
        ];
        _inForce = Controls();
    }

    public SunSpecMap Map => _map;

    /// <summary>The orders in force.</summary>
    public ref readonly DerControls InForce => ref _inForce;

    /// <summary>Lets time pass: orders whose time is over revert.</summary>
    public void Advance(long nowNs)
    {
        if (_startedNs < 0) _startedNs = nowNs;
        _nowNs = nowNs;
        foreach (CurveModel curve in _curves) curve.Advance(nowNs);
        if (_control.Advance(nowNs)) Order();
    }

    public ModbusExceptionCode Read(int address, Span<ushort> registers)
    {
        DerMeasurement measurement = DerMeasurement.Unknown;
        _der.Measure(ref measurement);
        _measured.Show(measurement);
        _control.Show(_nowNs, (uint)((_nowNs - Math.Max(0, _startedNs)) / 1_000_000_000));
        foreach (CurveModel curve in _curves) curve.Show(_nowNs);
        return _map.Read(address, registers);
    }

    public ModbusExceptionCode Write(int address, ReadOnlySpan<ushort> registers)
    {
        ModbusExceptionCode code = _map.Check(address, registers);
        if (code != ModbusExceptionCode.None) return code;
        int count = registers.Length;
        foreach ((SunSpecBlock block, SunSpecPoint point) in _map.Touched(address, count))
            if (Array.Exists(_curves, c => c.Block == block && c.IsActive(point.Name))) return ModbusExceptionCode.IllegalDataAddress;
        _map.Save(_saved);
        _map.Put(address, registers);
        code = Apply(address, count);
        if (code != ModbusExceptionCode.None) _map.Restore(_saved);
        return code;
    }

    ModbusExceptionCode Apply(int address, int count)
    {
        bool Touches(SunSpecBlock block) => _map.Touches(address, count, block, "ID", block.Layout.Points[^1].Name);
        if (!_control.MakesSense) return ModbusExceptionCode.IllegalDataValue;
        if (Touches(_map[702]))
        {
            if (!_capacity.WithinRatings) return ModbusExceptionCode.IllegalDataValue;
            if (!_der.Limit(_capacity.Limits)) return ModbusExceptionCode.ServerDeviceFailure;
        }
        if (Touches(_map[703]))
        {
            if (!_capacity.EnterServiceMakesSense) return ModbusExceptionCode.IllegalDataValue;
            if (!_der.Enter(_capacity.EnterService)) return ModbusExceptionCode.ServerDeviceFailure;
        }
        foreach (CurveModel curve in _curves)
        {
            if (!Touches(curve.Block)) continue;
            if (!curve.Take((first, last) => _map.Touches(address, count, curve.Block, first, last), _nowNs)) return ModbusExceptionCode.IllegalDataValue;
        }
        if (_control.TakeAlarmReset()) _der.ResetAlarms();
        if (!Order()) return ModbusExceptionCode.ServerDeviceFailure;
        if (Touches(_map[704])) _control.Restart((first, last) => _map.Touches(address, count, _map[704], first, last), _nowNs);
        return ModbusExceptionCode.None;
    }

    bool Order()
    {
        DerControls controls = Controls();
        if (!_der.Obey(controls)) return false;
        _inForce = controls;
        return true;
    }

    DerControls Controls()
    {
        DerControls controls = _control.Controls(_capacity.Limits);
        controls.PermitService = _capacity.PermitService;
        foreach (CurveModel curve in _curves)
            if (curve.Enabled) controls.Functions |= curve.Flag;
        return controls;
    }

    // How many of each: what IEEE 1547 asks for at least, and room for one more curve than the one that is being written.
    static int Repeats(int model, string count) => (model, count) switch
    {
        (705, "NPt") or (706, "NPt") => 4,
        (712, "NPt") => 6,
        (_, "NPt") => 5,
        (_, "NCrv") => StoredCurves,
        (_, "NCrvSet") => StoredTrips,
        (_, "NCtl") => StoredDroops,
        (_, "NPrt") => 1,
        _ => 0,
    };
}
