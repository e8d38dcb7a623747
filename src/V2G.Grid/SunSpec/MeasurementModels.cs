using V2G.Grid.Der;

namespace V2G.Grid.SunSpec;

/// <summary>Models 701, 713 and 714: what the unit measures.</summary>
sealed class MeasurementModels
{
    readonly SunSpecBlock _ac, _storage, _dc;
    readonly int _phases;

    public MeasurementModels(SunSpecBlock ac, SunSpecBlock storage, SunSpecBlock dc, DerNameplate plate)
    {
        _ac = ac;
        _storage = storage;
        _dc = dc;
        _phases = plate.PhaseCount;
        // Room for what a nameplate does not allow: a measurement must not stop at it.
        double most = 1.4 * plate.VoltAmperes;
        foreach (string name in (string[])["W_SF", "VA_SF", "Var_SF"]) _ac[name] = SunSpecValue.FinestScale(most, SunSpecType.Signed16, -1);
        _ac["V_SF"] = SunSpecValue.FinestScale(2 * plate.NominalVolts, SunSpecType.Unsigned16, -2);
        _ac["A_SF"] = SunSpecValue.FinestScale(2 * plate.Amperes, SunSpecType.Signed16, -2);
        _ac["Hz_SF"] = -3;
        _ac["PF_SF"] = -3;
        _ac["Tmp_SF"] = -1;
        _ac["TotWh_SF"] = _ac["TotVarh_SF"] = 0;
        _ac["ACType"] = _phases == 3 ? 2 : 0;
        _ac["DERMode"] = 1;
        _storage["WH_SF"] = 1;
        _storage["Pct_SF"] = -1;
        _dc["DCA_SF"] = _dc["DCV_SF"] = -1;
        _dc["DCW_SF"] = SunSpecValue.FinestScale(most, SunSpecType.Signed16, -1);
        _dc["DCWH_SF"] = 0;
        _dc["Tmp_SF"] = -1;
        _dc["NPrt"] = 1;
        _dc["PrtAlrms"] = 0;
        // An electric vehicle.
        _dc["Prt[1].PrtTyp"] = 2;
        _dc["Prt[1].ID"] = 1;
        _dc.SetText("Prt[1].IDStr", "EV");
        _dc["Prt[1].DCAlrm"] = 0;
    }

    public void Show(in DerMeasurement m)
    {
        bool on = m.Status is DerStatus.Running or DerStatus.Throttled or DerStatus.Starting or DerStatus.ShuttingDown;
        double apparent = Math.Sqrt(m.Watts * m.Watts + m.VarInjected * m.VarInjected);
        _ac["St"] = on ? 1 : 0;
        _ac["InvSt"] = (double)m.Status;
        _ac["ConnSt"] = m.Connected ? 1 : 0;
        _ac["Alrm"] = (double)m.Alarms;
        _ac["W"] = m.Watts;
        _ac["Var"] = m.VarInjected;
        _ac["VA"] = apparent;
        _ac["PF"] = apparent > 0 ? m.Watts / apparent : 1;
        _ac["A"] = m.Amperes;
        _ac["LLV"] = _phases == 3 ? m.Volts : double.NaN;
        _ac["LNV"] = _phases == 3 ? m.Volts / Math.Sqrt(3) : m.Volts;
        _ac["Hz"] = m.FrequencyHz;
        _ac["TotWhInj"] = m.WattHoursInjected;
        _ac["TotWhAbs"] = m.WattHoursAbsorbed;
        _ac["TotVarhInj"] = m.VarHoursInjected;
        _ac["TotVarhAbs"] = m.VarHoursAbsorbed;
        _ac["TmpAmb"] = m.AmbientCelsius;
        _ac["TmpCab"] = m.CabinetCelsius;
        _ac["TmpSnk"] = m.SinkCelsius;
        _ac["TmpSw"] = m.SwitchCelsius;
        Phase("WL1", "VarL1", "VAL1", "VL1", "AL1", m.L1);
        Phase("WL2", "VarL2", "VAL2", "VL2", "AL2", m.L2);
        Phase("WL3", "VarL3", "VAL3", "VL3", "AL3", m.L3);
        _storage["WHRtg"] = m.StorageWattHours;
        _storage["WHAvail"] = m.AvailableWattHours;
        _storage["SoC"] = 100 * m.StateOfCharge;
        _storage["Sta"] = m.Alarms == DerAlarms.None ? 0 : 1;
        double watts = m.DcVolts * m.DcAmperes;
        _dc["DCA"] = _dc["Prt[1].DCA"] = m.DcAmperes;
        _dc["Prt[1].DCV"] = m.DcVolts;
        _dc["DCW"] = _dc["Prt[1].DCW"] = watts;
        _dc["Prt[1].DCSta"] = on ? 1 : 0;
    }

    void Phase(string watts, string vars, string apparent, string volts, string amperes, in DerPhase phase)
    {
        _ac[watts] = phase.Watts;
        _ac[vars] = phase.VarInjected;
        _ac[apparent] = Math.Sqrt(phase.Watts * phase.Watts + phase.VarInjected * phase.VarInjected);
        _ac[volts] = phase.Volts;
        _ac[amperes] = phase.Amperes;
    }
}
