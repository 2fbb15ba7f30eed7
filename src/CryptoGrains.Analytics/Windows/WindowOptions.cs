using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>The limits of an instrument's windows.</summary>
public sealed record WindowOptions
{
    /// <summary>The defaults.</summary>
    public static readonly WindowOptions Default = new();

    /// <summary>How far the watermark stays behind the greatest event time: what may come out of order without a revision. 2 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How far behind the watermark a trade still changes its candles. 15 minutes.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How many minute candles are kept: a day's, for the 24-hour statistics, and an hour more. 1,500.</summary>
    public int MinuteCandles { get; init; } = 1_500;

    /// <summary>How many candles are kept of each longer interval. 500.</summary>
    public int LongerCandles { get; init; } = 500;

    /// <summary>How many gaps are kept longer than the lateness; beyond it the oldest is closed over, and its candles stay partial. 1,000.</summary>
    public int Gaps { get; init; } = 1_000;

    /// <summary>Says in sentences what is wrong with the limits.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (Grace < TimeSpan.Zero)
            yield return $"The grace of {Grace} is negative; 00:00:02 is usual.";
        if (Lateness < TimeSpan.Zero)
            yield return $"The lateness of {Lateness} is negative; 00:15:00 is usual.";
        if (MinuteCandles < Math.Max(1_441, Lateness.TotalMinutes + 2))
            yield return $"{MinuteCandles} minute candles are too few: a day's statistics and the lateness of {Lateness} need "
                + $"{Math.Max(1_441, Math.Ceiling(Lateness.TotalMinutes) + 2)}.";
        if (LongerCandles < 2 + (Lateness / Interval.FiveMinutes.Length()))
            yield return $"{LongerCandles} candles of the longer intervals are too few for the lateness of {Lateness}.";
        if (Gaps < 1)
            yield return $"{Gaps} listed gaps are too few; 1,000 is usual.";
    }
}
