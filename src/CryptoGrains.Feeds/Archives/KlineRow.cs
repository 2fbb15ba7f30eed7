using CryptoGrains.Feeds.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Archives;

/// <summary>Reads the rows of kline files.</summary>
internal static class KlineRow
{
    /// <summary>Reads a row.</summary>
    /// <returns>Why it can't be read, in a sentence; null when it can.</returns>
    public static string? TryRead(ReadOnlySpan<byte> line, KlineInterval interval, out Kline kline)
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

        kline = new Kline(
            UnixTime.FromMillisecondsOrMicroseconds(time), open, high, low, close, volume, quoteVolume, count, takerBuyVolume);
        return kline.Refuse(interval);
    }
}
