using System.Net;
using V2G.Control.Measurement;
using V2G.Firmware.Modbus;
using V2G.Grid.Modbus;
using V2G.Grid.SunSpec;
using V2G.Simulation;

namespace V2G.Firmware.Counterparts;

/// <summary>A meter at the played inverter's terminals as a SunSpec device on Modbus TCP: models 1 and 203. Power is positive out of the inverter, as our own meters count.</summary>
internal sealed class ModbusMeterCounterpart : IModbusRegisters, IDisposable
{
    readonly InverterCounterpart _plant;
    readonly SunSpecMap _map;
    readonly ModbusListener _listener;
    readonly SeededRandom _random;

    /// <exception cref="System.Net.Sockets.SocketException">The port can't be had.</exception>
    public ModbusMeterCounterpart(IPEndPoint address, InverterCounterpart plant, byte unit = 1)
    {
        _plant = plant;
        _random = new(plant.Settings.Seed ^ 0x4D);
        _map = new(40_000, [SunSpecModels.Common.Place(), SunSpecMeters.Wye.Place()]);
        _map[1].SetText("Mn", "V2G");
        _map[1].SetText("Md", "SIMULATED meter");
        _map[1].SetText("SN", "SIMULATED");
        SunSpecBlock meter = _map[203];
        double most = 1.4 * plant.Settings.RatedVoltAmperes;
        foreach (string power in (string[])["W_SF", "VA_SF", "VAR_SF"]) meter[power] = SunSpecValue.FinestScale(most, SunSpecType.Signed16, -1);
        meter["V_SF"] = SunSpecValue.FinestScale(1.5 * plant.Settings.NominalVolts, SunSpecType.Signed16, -2);
        meter["A_SF"] = SunSpecValue.FinestScale(2 * most / plant.Settings.NominalVolts, SunSpecType.Signed16, -2);
        meter["Hz_SF"] = -2;
        meter["TotWh_SF"] = 0;
        meter["Evt"] = 0;
        _listener = new(address, this, unit, Way);
    }

    public IPEndPoint Address => _listener.Address;

    public ModbusListener Listener => _listener;

    public SunSpecMap Map => _map;

    /// <summary>Hears what has come and answers what is due. The plant's time is for its owner to let pass.</summary>
    public void Step(long nowNs) => _listener.Step(nowNs);

    public ModbusExceptionCode Read(int address, Span<ushort> registers)
    {
        MeterReading r = _plant.MeterReading;
        SunSpecBlock m = _map[203];
        string[] phases = ["A", "B", "C"], pairs = ["AB", "BC", "CA"];
        for (int phase = 0; phase < 3; phase++)
        {
            m["PhVph" + phases[phase]] = r.Volts[phase];
            m["PhVph" + pairs[phase]] = r.LineVolts[phase];
            m["Aph" + phases[phase]] = r.Amperes[phase];
        }
        m["PhV"] = r.Volts.Mean;
        m["PPV"] = r.LineVolts.Mean;
        m["A"] = r.Amperes.A + r.Amperes.B + r.Amperes.C;
        m["Hz"] = r.FrequencyHz;
        m["W"] = r.ActivePowerWatts;
        m["VAR"] = r.VarInjected;
        m["VA"] = Math.Sqrt(r.ActivePowerWatts * r.ActivePowerWatts + r.VarInjected * r.VarInjected);
        return _map.Read(address, registers);
    }

    public ModbusExceptionCode Write(int address, ReadOnlySpan<ushort> registers) => _map.Check(address, registers) is not ModbusExceptionCode.None and ModbusExceptionCode code
        ? code : ModbusExceptionCode.IllegalDataAddress;

    IEnumerable<DueBytes> Way(byte[] answer, long nowNs)
    {
        if (_plant.Has(CounterpartFault.MeterSilence)) return [];
        if (_plant.Value(CounterpartFault.MeterLoss) is not double.NaN and double percent && _random.Uniform() * 100 < percent) return [];
        return [new(nowNs, answer)];
    }

    public void Dispose() => _listener.Dispose();
}
