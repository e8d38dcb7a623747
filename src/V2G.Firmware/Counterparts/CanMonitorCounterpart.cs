using V2G.Firmware.Can;
using V2G.Linux.Can;

namespace V2G.Firmware.Counterparts;

/// <summary>An insulation monitor beside the played inverter, on CAN: says the DC side's insulation, and for half a second of its test what its own resistor makes of it.</summary>
internal sealed class CanMonitorCounterpart
{
    /// <summary>Of its test resistor, Ω.</summary>
    public const double TestOhms = 50_000;

    // It measures slowly: what it sees it says so much later.
    const long DelayNs = 300_000_000;

    readonly ICanPort _port;
    readonly BusMap _bus;
    readonly InverterCounterpart _plant;
    readonly FrameStream _command;
    readonly double[] _heard = new double[BusFields.Count], _told = new double[BusFields.Count];
    readonly ReceivedCanFrame[] _frames = new ReceivedCanFrame[16];
    CanLink _link = CanLink.Absent;
    long _dueNs, _changedNs;
    bool _testing;
    int _counter;

    public CanMonitorCounterpart(ICanPort port, BusMap bus, InverterCounterpart plant)
    {
        _port = port;
        _bus = bus;
        _plant = plant;
        _command = new(bus.Commands[0]);
    }

    /// <summary>Times that it was told to test itself.</summary>
    public int Tests { get; private set; }

    public void Step(long nowNs)
    {
        if (_link is CanLink.Absent or CanLink.Refused) _link = _port.Open();
        int got = _port.Receive(_frames, out _);
        for (int i = 0; i < got; i++)
            if (_command.Message.Matches(_frames[i].Frame)) _command.Take(_frames[i], _heard);
        bool testing = _heard[(int)BusField.InsulationTest] == 1;
        if (testing != _testing)
        {
            _testing = testing;
            _changedNs = nowNs;
            if (testing) Tests++;
        }
        BusMessage message = _bus.Reports[0];
        if (nowNs < _dueNs) return;
        _dueNs = nowNs + message.CycleNs;
        bool sees = nowNs - _changedNs >= DelayNs ? _testing : !_testing && _changedNs > 0;
        double ohms = _plant.Value(CounterpartFault.Insulation) is not double.NaN and double kiloOhms ? 1000 * kiloOhms : _plant.Settings.InsulationOhms;
        _told[(int)BusField.MonitorOhms] = sees && !_plant.Has(CounterpartFault.MonitorBlind) ? ohms * TestOhms / (ohms + TestOhms) : ohms;
        CanFrame frame = message.Write(_told, 0, _counter);
        if (message.Modulus > 0) _counter = (_counter + 1) % message.Modulus;
        if (!_plant.Has(CounterpartFault.MonitorSilence) && !_plant.Has(CounterpartFault.BusOff)) _port.Send(frame);
    }
}
