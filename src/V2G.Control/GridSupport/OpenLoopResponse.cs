namespace V2G.Control.GridSupport;

/// <summary>
/// The open-loop response of a function: a first-order lag that has made 90 % of a step after the response time T
/// (IEEE 1547-2018 3.1), so τ = T/2.3. Discretised by the bilinear rule, exact in its time constant at any step;
/// shorter than the step can show (T &lt; 1.15·dt) it passes through.
/// </summary>
public struct OpenLoopResponse
{
    double _lastInput;
    bool _begun;

    /// <summary>Present output, in the input's unit.</summary>
    public double Output { get; private set; }

    /// <summary>Forgets the past: the output stands at <paramref name="value"/> as if it had been there for ever.</summary>
    public void Reset(double value)
    {
        _lastInput = value;
        Output = value;
        _begun = true;
    }

    /// <summary>Forgets the past: the next input will count as if it had been there for ever.</summary>
    public void Reset() => this = default;

    /// <summary>One step of <paramref name="dtSeconds"/> towards <paramref name="input"/>.</summary>
    public double Step(double input, double responseSeconds, double dtSeconds)
    {
        if (!_begun || responseSeconds < 1.15 * dtSeconds)
        {
            Reset(input);
            return input;
        }
        double twoTau = responseSeconds * (1 / 1.15);
        double scale = 1 / (dtSeconds + twoTau);
        Output = dtSeconds * scale * (input + _lastInput) + (twoTau - dtSeconds) * scale * Output;
        _lastInput = input;
        return Output;
    }
}
