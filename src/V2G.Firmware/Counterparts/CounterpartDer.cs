using V2G.Control;
using V2G.Grid.Der;

namespace V2G.Firmware.Counterparts;

/// <summary>
/// A played inverter as an operator's protocol sees it. Orders hold until they are others: it repeats the command to the inverter as
/// long as they do. Without an order of reactive power its own volt-var curve gives it, where that is on.
/// </summary>
internal sealed class CounterpartDer : IDer
{
    readonly InverterCounterpart _plant;
    DerControls _controls = DerControls.None;
    DerCurve _voltVar;
    long _sequence;

    public CounterpartDer(InverterCounterpart plant)
    {
        _plant = plant;
        CounterpartSettings s = plant.Settings;
        Nameplate = new()
        {
            Model = "SIMULATED inverter", Version = typeof(CounterpartDer).Assembly.GetName().Version?.ToString(3) ?? "", SerialNumber = "SIMULATED", PhaseCount = 3, NominalVolts = s.NominalVolts, NominalHz = s.FrequencyHz,
            VoltAmperes = s.RatedVoltAmperes, DischargeWatts = s.RatedVoltAmperes, ChargeVoltAmperes = s.RatedVoltAmperes, ChargeWatts = s.RatedVoltAmperes,
            VarInjected = s.RatedVoltAmperes, VarAbsorbed = s.RatedVoltAmperes, LeastVolts = 0.5 * s.NominalVolts,
        };
        _voltVar = Settings.Curve(DerFunction.VoltVar);
    }

    public DerNameplate Nameplate { get; }

    public DerSettings Settings { get; } = new();

    /// <summary>The orders in force.</summary>
    public ref readonly DerControls Controls => ref _controls;

    /// <summary>The curve in force.</summary>
    public DerCurve VoltVar => _voltVar;

    /// <summary>Hands the inverter what the orders ask for now.</summary>
    public void Command(long nowNs)
    {
        double rated = _plant.Settings.RatedVoltAmperes;
        bool runs = _controls.Operation == DerOperation.Run && _controls.PermitService;
        double watts = double.IsNaN(_controls.Watts) ? 0 : _controls.Watts;
        if (_controls.MostWatts < watts) watts = _controls.MostWatts;
        double vars = !double.IsNaN(_controls.VarInjected) ? _controls.VarInjected : (_controls.Functions & DerFunctions.VoltVar) != 0 ? CurveVars() : 0;
        _plant.Take(new InverterCommand
        {
            Sequence = ++_sequence, GateEnable = runs, Phase = runs ? ActuatorPhase.Transfer : ActuatorPhase.Idle,
            ActivePowerPu = runs ? watts / rated : 0, VarInjectedPu = runs ? vars / rated : 0, DcVolts = _plant.Settings.BatteryVolts, DcAmperes = rated / _plant.Settings.BatteryVolts,
        }, nowNs);
    }

    public void Measure(ref DerMeasurement m)
    {
        ref readonly InverterState state = ref _plant.State;
        CounterpartSettings s = _plant.Settings;
        m.Status = (state.Faults & InverterFaults.Internal) != 0 ? DerStatus.Fault : state.GatesSwitching ? DerStatus.Running : DerStatus.Off;
        m.Connected = (state.Contactors & InverterContactors.GridRelay) != 0;
        m.Alarms = Alarms(state.Faults);
        m.Watts = state.ActivePowerPu * s.RatedVoltAmperes;
        m.VarInjected = state.VarInjectedPu * s.RatedVoltAmperes;
        m.Volts = state.VoltagePu * s.NominalVolts;
        m.Amperes = m.Volts > 0 ? Math.Sqrt(m.Watts * m.Watts + m.VarInjected * m.VarInjected) / (m.Volts * Math.Sqrt(3)) : 0;
        m.FrequencyHz = state.FrequencyHz;
        m.SwitchCelsius = state.ModuleCelsius;
        m.CabinetCelsius = state.AmbientCelsius;
        m.DcVolts = state.DcVolts;
        m.DcAmperes = state.DcAmperes;
        m.L1 = m.L2 = m.L3 = new(m.Watts / 3, m.VarInjected / 3, m.Volts / Math.Sqrt(3), m.Amperes);
    }

    public bool Obey(in DerControls controls)
    {
        _controls = controls;
        return true;
    }

    public bool Adopt(DerCurve curve)
    {
        if (curve.Function == DerFunction.VoltVar) _voltVar = curve;
        return true;
    }

    public bool Adopt(in DerDroop droop) => true;

    public bool Limit(in DerLimits limits) => true;

    public bool Enter(in DerEnterService criteria) => true;

    public void ResetAlarms()
    {
    }

    // Its rating is what every reference of a percentage comes to.
    double CurveVars()
    {
        double percent = 100 * _plant.Settings.GridVoltagePu - (_voltVar.VRefPercent - 100);
        DerPoint[] points = _voltVar.Points;
        if (percent <= points[0].X) return points[0].Y / 100 * _plant.Settings.RatedVoltAmperes;
        for (int i = 1; i < points.Length; i++)
        {
            if (percent > points[i].X) continue;
            double share = points[i].X > points[i - 1].X ? (percent - points[i - 1].X) / (points[i].X - points[i - 1].X) : 1;
            return (points[i - 1].Y + share * (points[i].Y - points[i - 1].Y)) / 100 * _plant.Settings.RatedVoltAmperes;
        }
        return points[^1].Y / 100 * _plant.Settings.RatedVoltAmperes;
    }

    static DerAlarms Alarms(InverterFaults faults)
    {
        DerAlarms alarms = DerAlarms.None;
        if ((faults & InverterFaults.Internal) != 0) alarms |= DerAlarms.HardwareTestFailure;
        if ((faults & InverterFaults.OverTemperature) != 0) alarms |= DerAlarms.OverTemperature;
        if ((faults & InverterFaults.Insulation) != 0) alarms |= DerAlarms.GroundFault;
        return alarms;
    }
}
