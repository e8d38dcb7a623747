using V2G.Linux.Can;

namespace V2G.Firmware.Can;

/// <summary>
/// The frames of one message as they come: whole ones in the right order are good, every other one is counted and not looked at. After
/// a start, or a silence, it takes three good ones in a row before they count again.
/// </summary>
internal sealed class FrameStream(BusMessage message)
{
    /// <summary>Longer than this without a good frame is a silence.</summary>
    public const long SilenceNs = 100_000_000;

    /// <summary>Good frames in a row after a silence.</summary>
    public const int Probation = 3;

    readonly ArrivalWindow? _window = message.CycleNs > 0 ? new(message.CycleNs) : null;
    readonly long[] _times = new long[message.Signals.Length];
    int _counter = -1, _probation = Probation;
    long _seenNs = long.MinValue;

    public BusMessage Message => message;

    /// <summary>Often enough that the inverter's life is judged by it.</summary>
    public bool IsVital { get; } = message.CycleNs <= BusMap.SlowestVitalMs * 1_000_000;

    // A figure is good for five of its page's turns.
    readonly long _lifeNs = Math.Max(SilenceNs, 5 * message.CycleNs * message.Pages.Length);

    /// <summary>When the last frame came that counts; <see cref="long.MinValue"/>: none has.</summary>
    public long TimeNs { get; private set; } = long.MinValue;

    /// <summary>Takes one of its frames.</summary>
    /// <returns>False: it is a bad one.</returns>
    public bool Take(in ReceivedCanFrame received, Span<double> figures)
    {
        ref readonly CanFrame frame = ref received.Frame;
        if (!message.IsWhole(frame)) return false;
        // A message without a counter shows neither gaps nor repetitions.
        int gap = 0;
        bool silent = _seenNs == long.MinValue || received.TimeNs - _seenNs > Math.Max(SilenceNs, 3 * message.CycleNs);
        if (message.Modulus > 0)
        {
            int counter = message.Counter(frame);
            if (counter < 0) return false;
            if (!silent)
            {
                int step = (counter - _counter + message.Modulus) % message.Modulus;
                // The same again, or one from before: no lost frames bring the counter so far within the time of a silence.
                if (step == 0 || step > Furthest) return false;
                gap = step - 1;
            }
            _counter = counter;
        }
        if (silent) _probation = Probation;
        else if (gap > 0 && _probation > 0) _probation = Probation;
        _seenNs = received.TimeNs;
        _window?.Add(received.TimeNs, gap);
        if (_probation > 0 && --_probation > 0) return true;
        TimeNs = received.TimeNs;
        message.Read(received, figures, _times);
        return true;
    }

    /// <summary>
    /// What has grown old is not known. What a vital message always carries is left as it is: its age is the report's, and a figure that
    /// vanished would say less than one that is known to be old.
    /// </summary>
    public void Forget(long nowNs, Span<double> figures)
    {
        for (int i = 0; i < _times.Length; i++)
        {
            ref readonly BusSignal signal = ref message.Signals[i];
            if (nowNs - _times[i] > _lifeNs && !(IsVital && signal.Condition.IsAlways)) figures[(int)signal.Field] = double.NaN;
        }
    }

    // A counter of 0 … 14 at 10 ms: eleven steps are 110 ms. A short counter can't tell a long gap from an old frame: half of it.
    int Furthest => message.Modulus >= 15 ? Math.Max(message.Modulus * 3 / 4, message.Modulus - 4) : message.Modulus / 2;

    /// <summary>Due and missing within the last second.</summary>
    public (int Due, int Missing) Look(long nowNs) => _window?.Look(nowNs) ?? (0, 0);
}
