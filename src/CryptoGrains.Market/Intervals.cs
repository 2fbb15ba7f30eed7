using System.Collections.Immutable;

namespace CryptoGrains.Market;

/// <summary>The names and lengths of the <see cref="Interval"/>s.</summary>
public static class Intervals
{
    private static readonly string[] NamesInOrder = ["1m", "5m", "15m", "1h", "4h", "1d"];

    private static readonly long[] LengthsInOrder =
        [60_000_000, 300_000_000, 900_000_000, 3_600_000_000, 14_400_000_000, 86_400_000_000];

    /// <summary>All intervals, shortest first. Each is a whole multiple of the one before it.</summary>
    public static ImmutableArray<Interval> All { get; } = [.. Enum.GetValues<Interval>()];

    /// <summary>All names, shortest interval first: what an error can offer.</summary>
    public static ImmutableArray<string> Names { get; } = [.. NamesInOrder];

    /// <summary>The interval's name, as Binance writes it: <c>1m</c> … <c>1d</c>.</summary>
    public static string Name(this Interval interval) => NamesInOrder[(int)interval];

    /// <summary>The interval's length.</summary>
    public static TimeSpan Length(this Interval interval) => TimeSpan.FromMicroseconds(LengthsInOrder[(int)interval]);

    /// <summary>The open time of the candle that holds <paramref name="time"/>, before 1970 too.</summary>
    public static Timestamp OpenOf(this Interval interval, Timestamp time)
    {
        var length = LengthsInOrder[(int)interval];
        var past = time.Microseconds % length;
        return new Timestamp(time.Microseconds - (past < 0 ? past + length : past));
    }

    /// <summary>Reads an interval's name, which is case sensitive: <c>1m</c> is a minute, <c>1M</c> nothing we serve.</summary>
    public static bool TryParse(string? name, out Interval interval)
    {
        var index = Array.IndexOf(NamesInOrder, name);
        interval = index < 0 ? default : (Interval)index;
        return index >= 0;
    }
}
