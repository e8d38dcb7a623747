using System.Globalization;

namespace V2G.Grid.Comtrade;

/// <summary>A date and time of day as recorded, without time zone: that is in the time code, if anywhere.</summary>
/// <param name="Second">Date and time down to the whole second.</param>
/// <param name="Nanosecond">0 to 999 999 999.</param>
/// <param name="FractionDigits">
/// Digits behind the second as written: more than 6 makes nanoseconds the unit of the data's time stamps (2013, clause 7).
/// </param>
public readonly record struct ComtradeTime(DateTime Second, int Nanosecond, int FractionDigits = 6)
{
    public const int MaximumDigits = 9;

    /// <summary>Time from another stamp to this one; saturates at 292 years.</summary>
    public long NanosecondsSince(ComtradeTime other)
    {
        long ticks = (Second - other.Second).Ticks;
        return Math.Abs(ticks) > long.MaxValue / 200 ? Math.Sign(ticks) * long.MaxValue : ticks * 100 + Nanosecond - other.Nanosecond;
    }

    /// <summary>Reads <c>dd/mm/yyyy,hh:mm:ss.f</c>, with month first in the 1991 edition; the other order where only that is a date.</summary>
    internal static bool TryParse(string text, Revision revision, out ComtradeTime time)
    {
        time = default;
        string[] halves = text.Split(',', StringSplitOptions.TrimEntries);
        if (halves.Length < 2) return false;
        string[] date = halves[0].Split('/', '-');
        string[] clock = halves[1].Split(':');
        if (date.Length != 3 || clock.Length != 3) return false;
        string[] seconds = clock[2].Split('.');
        if (seconds.Length > 2) return false;
        string fraction = seconds.Length == 2 ? seconds[1].Trim() : "";
        if (fraction.Length > MaximumDigits) fraction = fraction[..MaximumDigits];
        if (!Number(date[0], out int first) || !Number(date[1], out int second) || !Number(date[2], out int year)) return false;
        if (!Number(clock[0], out int hour) || !Number(clock[1], out int minute) || !Number(seconds[0], out int whole)) return false;
        int nanosecond = 0;
        if (fraction.Length > 0 && !Number(fraction.PadRight(MaximumDigits, '0'), out nanosecond)) return false;

        bool monthFirst = revision == Revision.Year1991 ? first <= 12 : second > 12;
        (int day, int month) = monthFirst ? (second, first) : (first, second);
        if (year < 100) year += year < 80 ? 2000 : 1900;
        bool leap = whole == 60; // a leap second has no DateTime: the second after it
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || whole > 60) return false;
        DateTime at = new DateTime(year, month, day, hour, minute, leap ? 59 : whole, DateTimeKind.Unspecified).AddSeconds(leap ? 1 : 0);
        time = new ComtradeTime(at, nanosecond, fraction.Length);
        return true;
    }

    internal string Format(Revision revision)
    {
        int digits = revision == Revision.Year2013 && FractionDigits > 6 ? MaximumDigits : 6;
        string pattern = revision == Revision.Year1991 ? "MM'/'dd'/'yy,HH':'mm':'ss" : "dd'/'MM'/'yyyy,HH':'mm':'ss";
        return $"{Second.ToString(pattern, CultureInfo.InvariantCulture)}.{Nanosecond.ToString("D9", CultureInfo.InvariantCulture)[..digits]}";
    }

    public override string ToString() => $"{Second:yyyy-MM-dd HH:mm:ss}.{Nanosecond:D9}";

    static bool Number(string text, out int value) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
