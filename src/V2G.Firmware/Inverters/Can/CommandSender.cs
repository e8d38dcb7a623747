using V2G.Control;
using V2G.Firmware.Can;
using V2G.Linux.Can;

namespace V2G.Firmware.Inverters.Can;

/// <summary>
/// Commands in, frames out: by cycle, and at once when the gates are switched on or off. Sans-I/O; allocates nothing after
/// construction. What it sends is the newest command or, once that has expired, none: gates off, no power.
/// </summary>
internal sealed class CommandSender
{
    readonly BusMessage[] _messages;
    readonly long[] _dueNs;
    readonly int[] _counters, _pages;
    readonly double[] _figures = new double[BusFields.Count];
    readonly double _ratedVoltAmperes;
    readonly long _sequences;
    InverterCommand _command;
    bool _gates;
    int _at;
    bool _edge;

    public CommandSender(BusMap bus, double ratedVoltAmperes)
    {
        _messages = bus.Commands;
        _dueNs = new long[_messages.Length];
        _counters = new int[_messages.Length];
        _pages = new int[_messages.Length];
        _ratedVoltAmperes = ratedVoltAmperes;
        _sequences = bus.Sequences;
    }

    /// <summary>The command that the frames from <see cref="Next"/> carry.</summary>
    public long Sequence => _command.Sequence;

    /// <summary>Takes a command; then ask for frames until there is none.</summary>
    public void Give(in InverterCommand command, long nowNs)
    {
        _command = command.ExpiresNs >= nowNs ? command : new() { Sequence = command.Sequence, ExpiresNs = command.ExpiresNs };
        _edge = _command.GateEnable != _gates;
        _gates = _command.GateEnable;
        Figures();
        _at = 0;
    }

    /// <summary>The next frame that is due.</summary>
    /// <param name="gates">The frame carries gate enable: it must not be lost.</param>
    public bool Next(long nowNs, out CanFrame frame, out bool gates)
    {
        for (; _at < _messages.Length; _at++)
        {
            BusMessage message = _messages[_at];
            // The builder has put the message with gate enable first.
            gates = _at == 0;
            bool edge = gates && _edge;
            if (nowNs < _dueNs[_at] && !edge) continue;
            // On its own grid, unless that has been left behind.
            if (nowNs >= _dueNs[_at]) _dueNs[_at] = nowNs - _dueNs[_at] < message.CycleNs ? _dueNs[_at] + message.CycleNs : nowNs + message.CycleNs;
            frame = message.Write(_figures, _pages[_at], _counters[_at]);
            if (message.Modulus > 0) _counters[_at] = (_counters[_at] + 1) % message.Modulus;
            _pages[_at] = (_pages[_at] + 1) % message.Pages.Length;
            _at++;
            return true;
        }
        frame = default;
        gates = false;
        return false;
    }

    /// <summary>The last frame did not go out: it is due again with the next command.</summary>
    public void Undo()
    {
        int last = _at - 1;
        _dueNs[last] = 0;
        if (_messages[last].Modulus > 0) _counters[last] = (_counters[last] + _messages[last].Modulus - 1) % _messages[last].Modulus;
        _pages[last] = (_pages[last] + _messages[last].Pages.Length - 1) % _messages[last].Pages.Length;
    }

    void Figures()
    {
        _figures[(int)BusField.CommandActivePower] = _command.ActivePowerPu * _ratedVoltAmperes;
        _figures[(int)BusField.CommandVarInjected] = _command.VarInjectedPu * _ratedVoltAmperes;
        _figures[(int)BusField.CommandGateEnable] = _command.GateEnable ? 1 : 0;
        _figures[(int)BusField.CommandPhase] = (double)_command.Phase;
        _figures[(int)BusField.CommandSequence] = _sequences > 0 ? _command.Sequence % _sequences : 0;
        _figures[(int)BusField.CommandDcVolts] = _command.DcVolts;
        _figures[(int)BusField.CommandDcAmperes] = _command.DcAmperes;
    }
}
