using V2G.Control.PowerPath;
using V2G.Firmware.Configuration;
using V2G.Linux.Devices;
using V2G.Linux.Gpio;

namespace V2G.Firmware.Run;

/// <summary>
/// The power path's lines on the board's GPIO chips: every output at its safe level (no current) from the moment it is taken, all outputs
/// of a tick changed in one call, all inputs read in one. What the loop calls allocates nothing and never throws.
/// </summary>
internal sealed class BoardLines : IDisposable
{
    readonly GpioOutputs? _outputs;
    readonly GpioInputs? _inputs;
    readonly LineOutputs[] _outputBits;
    readonly LineInputs[] _inputBits;
    readonly ulong _outputMask, _inputMask;
    LineOutputs _written;
    bool _writtenOnce;

    /// <exception cref="DeviceException">A line is configured and can't be had.</exception>
    public BoardLines(BoardSettings settings, string deviceDirectory = "/dev")
    {
        (LineOutputs Bit, LineName Name)[] outputs = [.. settings.OutputLines.Where(l => l.Value.Exists).Select(l => (l.Key, l.Value)).OrderBy(l => l.Key)];
        (LineInputs Bit, LineName Name)[] inputs = [.. settings.InputLines.Where(l => l.Value.Exists).Select(l => (l.Key, l.Value)).OrderBy(l => l.Key)];
        _outputBits = [.. outputs.Select(o => o.Bit)];
        _inputBits = [.. inputs.Select(i => i.Bit)];
        _outputMask = Mask(outputs.Length);
        _inputMask = Mask(inputs.Length);
        foreach (LineOutputs bit in _outputBits) HasOutputs |= bit;
        foreach (LineInputs bit in _inputBits) Has |= bit;
        if (outputs.Length > 0) _outputs = new([.. outputs.Select(o => new GpioOutputLine(o.Name.Line) { ActiveLow = o.Name.ActiveLow })], deviceDirectory);
        try
        {
            if (inputs.Length > 0) _inputs = new([.. inputs.Select(i => new GpioInputLine(i.Name.Line) { ActiveLow = i.Name.ActiveLow })], 0, deviceDirectory);
        }
        catch
        {
            _outputs?.Dispose();
            throw;
        }
    }

    public LineOutputs HasOutputs { get; }

    public LineInputs Has { get; }

    /// <summary>Reads or writes that the chip refused since the start.</summary>
    public long Failures { get; private set; }

    static ulong Mask(int count) => (1UL << count) - 1;

    /// <summary>Top of a tick. A chip that is gone says what stops power: no loop closed, no contact made.</summary>
    public void Read(ref BoardInputs board)
    {
        board.Has = Has;
        board.HasOutputs = HasOutputs;
        board.Levels = LineInputs.None;
        if (_inputs is null) return;
        if (!_inputs.GetValues(_inputMask, out ulong bits))
        {
            Failures++;
            return;
        }
        for (int i = 0; i < _inputBits.Length; i++)
            if ((bits >> i & 1) != 0) board.Levels |= _inputBits[i];
    }

    /// <summary>End of a tick.</summary>
    public void Write(LineOutputs lines)
    {
        lines &= HasOutputs;
        if (_outputs is null || (_writtenOnce && lines == _written)) return;
        ulong bits = 0;
        for (int i = 0; i < _outputBits.Length; i++)
            if ((lines & _outputBits[i]) != 0) bits |= 1UL << i;
        if (!_outputs.SetValues(_outputMask, bits))
        {
            Failures++;
            return;
        }
        _written = lines;
        _writtenOnce = true;
    }

    public void Dispose()
    {
        Write(LineOutputs.None);
        _outputs?.Dispose();
        _inputs?.Dispose();
    }
}
