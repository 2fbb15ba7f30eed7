using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>How an instrument's candles are divided into files: those of one minute by month, the others by year.</summary>
internal static class Slicing
{
    private const int Months = 12;

    /// <summary>The slice of a month; months are counted from 0.</summary>
    public static int Of(Interval interval, int year, int month) => interval == Interval.OneMinute ? (year * Months) + month : year;

    /// <summary>The year that a slice lies in.</summary>
    public static int YearOf(Interval interval, int slice) => interval == Interval.OneMinute ? slice / Months : slice;

    /// <summary>The slice that a day, counted from 1970, lies in.</summary>
    public static int OfDay(Interval interval, int day)
    {
        var date = Days.Of(day);
        return Of(interval, date.Year, date.Month - 1);
    }

    /// <summary>The days of a slice.</summary>
    public static DayRange DaysOf(Interval interval, int slice) => interval == Interval.OneMinute
        ? new DayRange(FirstDay(slice / Months, slice % Months), FirstDay((slice + 1) / Months, (slice + 1) % Months))
        : DaysOfYear(slice);

    /// <summary>The days of a year.</summary>
    public static DayRange DaysOfYear(int year) => new(FirstDay(year, 0), FirstDay(year + 1, 0));

    private static int FirstDay(int year, int month) =>
        Days.NumberOf(new DateOnly(year, month + 1, 1));
}
