using CryptoGrains.Feeds.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Archives;

/// <summary>One candle of a kline file. What the file has no column for is null, never 0.</summary>
/// <param name="OpenTime">The start of its interval.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
/// <param name="Close">The last price.</param>
/// <param name="Volume">The volume in the base asset; 0 in an interval that had no trade, of which some files tell.</param>
/// <param name="QuoteVolume">The volume in the quote asset.</param>
/// <param name="TradeCount">The number of trades.</param>
/// <param name="TakerBuyVolume">The volume, in the base asset, in which the buyer took.</param>
public readonly record struct KlineRow(
    Timestamp OpenTime,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    decimal? QuoteVolume,
    long? TradeCount,
    decimal? TakerBuyVolume)
{
    /// <summary>Reads a row.</summary>
    /// <returns>Why it can't be read, in a sentence; null when it can.</returns>
    internal static string? TryRead(ReadOnlySpan<byte> line, KlineInterval interval, out KlineRow kline)
    {
        kline = default;
        var row = new CsvRow(line);
        if (!row.TryNextWhole(out var time))
            return "the open time, column 1, is not a whole number";
        if (!row.TryNextNumber(out var open) || !row.TryNextNumber(out var high)
            || !row.TryNextNumber(out var low) || !row.TryNextNumber(out var close))
        {
            return "a price, columns 2 to 5, is missing or not a number of at most 28 digits";
        }

        if (!row.TryNextNumber(out var volume))
            return "the volume, column 6, is missing or not a number of at most 28 digits";

        decimal? quoteVolume = null;
        long? count = null;
        decimal? takerBuyVolume = null;
        if (row.TryNext(out _))
        {
            if (!row.TryNextNumber(out var quote) || !row.TryNextWhole(out var trades) || !row.TryNextNumber(out var takerBuy))
                return "the quote volume, the count or the taker buy volume, columns 8 to 10, is missing or not a number";
            (quoteVolume, count, takerBuyVolume) = (quote, trades, takerBuy);
        }

        kline = new KlineRow(
            UnixTime.FromMillisecondsOrMicroseconds(time), open, high, low, close, volume, quoteVolume, count, takerBuyVolume);
        return kline.Refuse(interval);
    }

    private string? Refuse(KlineInterval interval)
    {
        if (OpenTime < TradeRules.Earliest || OpenTime > TradeRules.Latest)
            return $"the open time of {OpenTime.Microseconds} µs lies outside the years 2009 to 2100";
        if (!interval.IsOpenTime(OpenTime))
            return $"no interval of {interval.Name} begins at {OpenTime}";
        if (Low <= 0)
            return $"the low of {Low} is not positive";
        if (High < Low || Open < Low || Open > High || Close < Low || Close > High)
            return $"open {Open} and close {Close} do not lie between low {Low} and high {High}";
        if (Volume < 0 || QuoteVolume < 0 || TradeCount < 0 || TakerBuyVolume < 0 || TakerBuyVolume > Volume)
            return "a volume or the count is negative, or the taker buy volume is more than the volume";
        return null;
    }
}
