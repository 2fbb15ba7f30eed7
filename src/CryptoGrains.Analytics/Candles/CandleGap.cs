namespace CryptoGrains.Analytics.Candles;

/// <summary>A time in which candles, or trades, are missing.</summary>
/// <param name="From">Where it begins, in µs since 1970: the first missing open time, or the time of the trade before.</param>
/// <param name="To">Where it ends: the next open time that is there, or the time of the trade after.</param>
/// <param name="Missing">How many candles, or trade ids, are missing.</param>
public readonly record struct CandleGap(long From, long To, long Missing);

/// <summary>Finds gaps.</summary>
public static class CandleGaps
{
    /// <summary>The times between candles in which others should be, for series without one for each interval that traded: imported ones.</summary>
    public static List<CandleGap> BetweenOpenTimes(ReadOnlySpan<CandleRow> rows, TimeSpan length) => throw new NotSupportedException();

    /// <summary>
    /// The ids missing between and inside one-minute candles that were made from trades. The times are those of the candles that touch the
    /// hole: from the open time of the one before it to the end of the one after it.
    /// </summary>
    public static List<CandleGap> BetweenTradeIds(ReadOnlySpan<CandleRow> minutes) => throw new NotSupportedException();
}
