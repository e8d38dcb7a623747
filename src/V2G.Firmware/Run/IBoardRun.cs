using V2G.Control;
using V2G.Firmware.BlackBox;

namespace V2G.Firmware.Run;

/// <summary>A controller and what it senses with, one tick at a time: a board's own converter, or the plant that stands in for all hardware.</summary>
internal interface IBoardRun
{
    /// <summary>A plant stands in for the hardware; its time is its own.</summary>
    bool Simulated { get; }

    /// <summary>The time inside at the last tick, ns: CLOCK_MONOTONIC, or the plant's.</summary>
    long NowNs { get; }

    /// <summary>The loop's period, ns.</summary>
    long TickNs { get; }

    ControlLoop Loop { get; }

    ref readonly TickOutputs Output { get; }

    /// <summary>What the next tick will be told from outside; set-points, tests and acknowledgements go in here.</summary>
    ref TickInputs Input { get; }

    /// <summary>What the last tick took, channel after channel, V and A; empty when nothing came.</summary>
    ReadOnlySpan<double> Samples { get; }

    /// <summary>Records every tick, where there is one.</summary>
    TickRecorder? Recorder { get; set; }

    /// <summary>Senses and decides. Allocates nothing, waits for nobody.</summary>
    void Tick();

    /// <summary>Fills in everything that the image shows of this run.</summary>
    void Describe(ref ControllerImage image);
}
