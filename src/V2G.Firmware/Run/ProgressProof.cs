namespace V2G.Firmware.Run;

/// <summary>Why the hardware watchdog is no longer fed.</summary>
internal enum Withheld : byte { No, Deadline, Samples, Image, Crashes }

/// <summary>
/// What must be true for the watchdog to be fed: the loop keeps its deadlines, samples that once came still come, and the image is
/// what this process made it. Once one of them is not, it is never fed again: the board resets, and says why. Samples that never came
/// are a broken sensor, which a reset does not mend: that is shown and inhibits power, but resets nothing.
/// </summary>
internal struct ProgressProof
{
    /// <summary>How long the loop may be late, or samples missing, ns.</summary>
    public const long PatienceNs = 1_000_000_000;

    long _onTimeNs, _freshNs;
    bool _begun, _sampled;

    public Withheld Withheld { get; private set; }

    /// <summary>Looked at once a tick. True: feed.</summary>
    /// <param name="late">This tick began after its deadline.</param>
    /// <param name="fresh">There is a measurement, and it is not old.</param>
    /// <param name="intact">The image's head is as it was made.</param>
    public bool Step(long nowNs, bool late, bool fresh, bool intact)
    {
        if (!_begun) _onTimeNs = _freshNs = nowNs;
        _begun = true;
        if (!late) _onTimeNs = nowNs;
        if (fresh) _freshNs = nowNs;
        _sampled |= fresh;
        if (Withheld != Withheld.No) return false;
        Withheld = !intact ? Withheld.Image
            : nowNs - _onTimeNs > PatienceNs ? Withheld.Deadline
            : _sampled && nowNs - _freshNs > PatienceNs ? Withheld.Samples
            : Withheld.No;
        return Withheld == Withheld.No;
    }

    /// <summary>It has crashed too often: no longer fed, whatever it proves.</summary>
    public void GiveUp() => Withheld = Withheld.Crashes;
}
