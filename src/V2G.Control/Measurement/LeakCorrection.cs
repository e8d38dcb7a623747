using V2G.Control.Arithmetic;

namespace V2G.Control.Measurement;

/// <summary>
/// Frees a windowed phasor of what a window of N oscillator cycles lets through when the grid runs at (1 + e) times the oscillator:
/// the attenuation sinc(N·e) and the mirror at the sum frequency. The window's centre lies where the oscillator's phase is a multiple
/// of π, so the mirror adds to the real part and subtracts from the imaginary part.
/// </summary>
internal readonly struct LeakCorrection
{
    readonly double _re = 1, _im = 1;

    public LeakCorrection(double frequencyRatio, int cycles)
    {
        // Beyond ±45 % nothing is left to correct; such a signal is not a grid.
        double e = Math.Clamp(frequencyRatio - 1, -0.45, 0.45);
        double angle = Math.PI * cycles * e;
        // The reporting window would need a frequency within 1/(2N): a grid further off moved within the window.
        angle = Math.Clamp(angle, -1.4, 1.4);
        double near = Math.Abs(angle) < 1e-4 ? 1 - angle * angle / 6 : Elementary.Sin(angle) / angle;
        double mirror = near * e / (2 + e);
        _re = 1 / (near + mirror);
        _im = 1 / (near - mirror);
    }

    public Phasor Apply(Phasor raw) => new(raw.Re * _re, raw.Im * _im);
}
