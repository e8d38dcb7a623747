using System.Globalization;

namespace V2G.Firmware.Charts;

/// <summary>A linear axis with ticks at 1, 2 or 5 times a power of ten.</summary>
readonly struct AxisScale
{
    /// <param name="low">Lowest value shown.</param>
    /// <param name="high">Highest value shown.</param>
    /// <param name="ticks">Ticks wanted; between half and all of them are given.</param>
    internal AxisScale(double low, double high, int ticks)
    {
        // A flat or impossible range still makes an axis.
        if (!double.IsFinite(low) || !double.IsFinite(high)) (low, high) = (0, 1);
        double least = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9, 1e-300);
        if (high - low < least)
        {
            double room = low == 0 ? 1 : Math.Abs(low) * 0.05;
            (low, high) = (low - room, high + room);
        }
        Low = low;
        High = high;
        Step = NiceStep((high - low) / Math.Max(ticks, 1));
        // One or two numbers beside an axis say too little. 0.39 leads from 10 to 5, from 5 to 2 and from 2 to 1.
        for (int i = 0; i < 3 && Count(Step) < 3; i++) Step = NiceStep(Step * 0.39);
    }

    /// <summary>The axis around a range of data, ended on a tick where one is all but reached (1.9999 s of a run of 2 s).</summary>
    internal static AxisScale Around((double Low, double High) range, int ticks)
    {
        AxisScale tight = new(range.Low, range.High, ticks);
        double end = Math.Ceiling(tight.High / tight.Step) * tight.Step;
        return end - tight.High < 0.005 * (tight.High - tight.Low) ? new AxisScale(tight.Low, Math.Max(end, tight.High), ticks) : tight;
    }

    internal double Low { get; }

    internal double High { get; }

    internal double Step { get; }

    /// <summary>0 at the low end, 1 at the high end.</summary>
    internal double Fraction(double value) => (value - Low) / (High - Low);

    internal IEnumerable<double> Ticks()
    {
        double first = Math.Ceiling(Low / Step - 1e-9), last = Math.Floor(High / Step + 1e-9);
        for (double k = first; k <= last; k++) yield return k == 0 ? 0 : k * Step;
    }

    /// <summary>As many decimals as the step needs; powers of ten for very large and very small values.</summary>
    internal string Label(double value)
    {
        if (value == 0) return "0";
        if (Math.Max(Math.Abs(Low), Math.Abs(High)) >= 1e6 || Step < 1e-6) return value.ToString("0.###e0", CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(Step) + 1e-9));
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The range of finite values, with a margin; 0 to 1 if there are none.</summary>
    internal static (double Low, double High) Range(IEnumerable<double> values, double margin)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        if (low > high) return (0, 1);
        double room = (high - low) * margin;
        return double.IsFinite(room) ? (low - room, high + room) : (low / 2, high / 2);
    }

    double Count(double step) => Math.Floor(High / step + 1e-9) - Math.Ceiling(Low / step - 1e-9) + 1;

    static double NiceStep(double raw)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw))), lead = raw / power;
        return power * (lead <= 1.0000001 ? 1 : lead <= 2.0000001 ? 2 : lead <= 5.0000001 ? 5 : 10);
    }
}
