namespace V2G.Firmware.TypeTestServer;

/// <summary>Bytes in, lines out, in memory that never grows beyond one longest line.</summary>
internal sealed class LineSplitter(int maxBytes)
{
    const int FirstCapacity = 4096;

    byte[] _bytes = new byte[Math.Min(FirstCapacity, maxBytes + 1)];
    int _start, _scanned, _end;
    bool _skipping;

    /// <summary>Where the next bytes go; never empty once no more lines can be taken.</summary>
    public Memory<byte> Free()
    {
        if (_start == _end) _start = _scanned = _end = 0;
        if (_end == _bytes.Length && _start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _scanned, _end) = (0, _scanned - _start, _end - _start);
        }
        if (_end == _bytes.Length) Array.Resize(ref _bytes, Math.Min(2 * _bytes.Length, maxBytes + 1));
        return _bytes.AsMemory(_end);
    }

    /// <summary>So many bytes have been put there.</summary>
    public void Filled(int count) => _end += count;

    /// <summary>Takes the next line, without its end; valid until <see cref="Free"/>.</summary>
    /// <param name="tooLong">The line is longer than allowed: what there is of it has been dropped, and the rest will be.</param>
    public bool TryTake(out ReadOnlyMemory<byte> line, out bool tooLong)
    {
        while (true)
        {
            int length = _bytes.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            int end = length < 0 ? _end : _scanned + length;
            line = _bytes.AsMemory(_start, end - _start);
            tooLong = !_skipping && line.Length > maxBytes;
            if (length < 0)
            {
                _scanned = _end;
                _skipping |= tooLong;
                if (_skipping) _start = _end;
                return tooLong;
            }
            _start = _scanned = end + 1;
            if (!_skipping) return true;
            _skipping = false;
        }
    }

    /// <summary>What was left without an end when no more bytes came.</summary>
    public bool TryTakeRest(out ReadOnlyMemory<byte> line)
    {
        line = _bytes.AsMemory(_start, _end - _start);
        _start = _scanned = _end;
        return line.Length > 0;
    }
}
