using V2G.Control.Measurement;
using V2G.Firmware.Can;
using V2G.Linux.Can;
using V2G.Simulation;

namespace V2G.Firmware.Counterparts;

/// <summary>A meter at the played inverter's terminals, on CAN.</summary>
internal sealed class CanMeterCounterpart(ICanPort port, BusMap bus, InverterCounterpart plant)
{
    readonly long[] _dueNs = new long[bus.Reports.Length];
    readonly int[] _counters = new int[bus.Reports.Length];
    readonly double[] _told = new double[BusFields.Count];
    readonly SeededRandom _random = new(plant.Settings.Seed ^ 0x4D);
    readonly ReceivedCanFrame[] _heard = new ReceivedCanFrame[16];
    CanLink _link = CanLink.Absent;

    public long Sent { get; private set; }

    /// <summary>Says what is due. The plant's time is for its owner to let pass.</summary>
    public void Step(long nowNs)
    {
        if (_link is CanLink.Absent or CanLink.Refused) _link = port.Open();
        port.Receive(_heard, out _);
        for (int i = 0; i < bus.Reports.Length; i++)
        {
            BusMessage message = bus.Reports[i];
            if (nowNs < _dueNs[i]) continue;
            _dueNs[i] = nowNs - _dueNs[i] < message.CycleNs ? _dueNs[i] + message.CycleNs : nowNs + message.CycleNs;
            Figures(plant.MeterReading);
            CanFrame frame = message.Write(_told, 0, _counters[i]);
            // The counter goes on with what is lost, as it does when a wire loses it.
            if (message.Modulus > 0) _counters[i] = (_counters[i] + 1) % message.Modulus;
            if (plant.Has(CounterpartFault.MeterSilence) || plant.Has(CounterpartFault.BusOff)) continue;
            if (plant.Value(CounterpartFault.MeterLoss) is not double.NaN and double percent && _random.Uniform() * 100 < percent) continue;
            if (port.Send(frame) == CanLink.Up) Sent++;
        }
    }

    void Figures(in MeterReading r)
    {
        for (int phase = 0; phase < 3; phase++)
        {
            _told[(int)BusField.MeterVoltsA + phase] = r.Volts[phase];
            _told[(int)BusField.MeterLineVoltsAb + phase] = r.LineVolts[phase];
            _told[(int)BusField.MeterAmperesA + phase] = r.Amperes[phase];
        }
        _told[(int)BusField.MeterActivePower] = r.ActivePowerWatts;
        _told[(int)BusField.MeterVarInjected] = r.VarInjected;
        _told[(int)BusField.MeterFrequency] = r.FrequencyHz;
    }
}
