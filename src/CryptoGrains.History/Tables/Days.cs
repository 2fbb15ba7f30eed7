using System.Globalization;

namespace CryptoGrains.History.Tables;

/// <summary>Days of UTC as the tables' partitions name them.</summary>
internal static class Days
{
    private const string Format = "yyyy-MM-dd";
    private const long Microseconds = 86_400_000_000;

    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>How many days since 1970 a time is, in µs since 1970.</summary>
    public static int NumberOf(long time) => (int)Math.DivRem(time, Microseconds, out var past) - (past < 0 ? 1 : 0);

    /// <summary>How many days since 1970 a day is.</summary>
    public static int NumberOf(DateOnly day) => day.DayNumber - Epoch;

    /// <summary>The day of a number of days since 1970.</summary>
    public static DateOnly Of(int number) => DateOnly.FromDayNumber(Epoch + number);

    /// <summary>The day's name: <c>2024-08-09</c>.</summary>
    public static string Name(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The day of a name; null where it names none.</summary>
    public static DateOnly? Parse(string? name) =>
        DateOnly.TryParseExact(name, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
