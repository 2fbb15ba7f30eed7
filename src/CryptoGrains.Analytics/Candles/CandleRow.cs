using System.Diagnostics.CodeAnalysis;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>
/// A candle of the history, as its tables hold it and its kernels compute with it: integers with fixed decimals, so that sums are exact
/// and nothing is converted on the way from file to file.
/// </summary>
public record struct CandleRow
{
    /// <summary>The decimals of prices and base volumes.</summary>
    public const int Decimals = TradeRules.MaxDecimals;

    /// <summary>The decimals of quote volumes.</summary>
    public const int QuoteDecimals = TradeRules.MaxQuoteDecimals;

    /// <summary>Stands for a count or id that its source does not tell.</summary>
    public const long UnknownCount = long.MinValue;

    /// <summary>Stands for a volume that its source does not tell.</summary>
    public static readonly Int128 UnknownVolume = Int128.MinValue;

    /// <summary>
    /// The greatest price or sum, as digits, of an imported candle: 10^33. A day of seconds, 86,400 of them, and the greatest day of trades
    /// (<see cref="MinuteCandles"/>) add up to less than 10^38, so that no sum further on can overflow.
    /// </summary>
    public static readonly Int128 Greatest = Int128.Parse("1000000000000000000000000000000000");

    /// <summary>The start of the interval, in µs since 1970.</summary>
    public long OpenTime { get; set; }

    /// <summary>The first price, in 10^-12.</summary>
    public Int128 Open { get; set; }

    /// <summary>The highest price.</summary>
    public Int128 High { get; set; }

    /// <summary>The lowest price.</summary>
    public Int128 Low { get; set; }

    /// <summary>The last price.</summary>
    public Int128 Close { get; set; }

    /// <summary>Σ quantity, in 10^-12 of the base asset.</summary>
    public Int128 Volume { get; set; }

    /// <summary>Σ price · quantity, in 10^-16 of the quote asset, or <see cref="UnknownVolume"/>.</summary>
    public Int128 QuoteVolume { get; set; }

    /// <summary>Σ quantity of trades in which the buyer took, in 10^-12, or <see cref="UnknownVolume"/>.</summary>
    public Int128 TakerBuyVolume { get; set; }

    /// <summary>The number of trades, or <see cref="UnknownCount"/>.</summary>
    public long TradeCount { get; set; }

    /// <summary>The id of the first trade, or <see cref="UnknownCount"/>.</summary>
    public long FirstTradeId { get; set; }

    /// <summary>The id of the last trade, or <see cref="UnknownCount"/>.</summary>
    public long LastTradeId { get; set; }

    /// <summary>How often the history has corrected it since it first held it.</summary>
    public int Revision { get; set; }

    /// <summary>Whether the batch layer is complete to its end.</summary>
    public bool Closed { get; set; }

    /// <summary>Whether trades of it are known to be missing.</summary>
    public bool Partial { get; set; }

    /// <summary>What it was made from.</summary>
    public CandleOrigin Origin { get; set; }

    internal readonly bool KnowsIds => FirstTradeId != UnknownCount && LastTradeId != UnknownCount;

    /// <summary>The row of a candle: its numbers are kept exactly or not at all. What it doesn't tell is unknown.</summary>
    /// <param name="candle">The candle.</param>
    /// <param name="origin">What it was made from.</param>
    /// <param name="row">The row.</param>
    /// <param name="mistake">Which number can't be kept, and why, in a sentence.</param>
    public static bool TryFrom(in Candle candle, CandleOrigin origin, out CandleRow row, [NotNullWhen(false)] out string? mistake)
    {
        mistake = null;
        row = new CandleRow
        {
            OpenTime = candle.OpenTime.Microseconds,
            Open = Digits("open", candle.Open, Decimals, ref mistake),
            High = Digits("high", candle.High, Decimals, ref mistake),
            Low = Digits("low", candle.Low, Decimals, ref mistake),
            Close = Digits("close", candle.Close, Decimals, ref mistake),
            Volume = Digits("volume", candle.Volume, Decimals, ref mistake),
            QuoteVolume = Digits("quote volume", candle.QuoteVolume, QuoteDecimals, ref mistake),
            TakerBuyVolume = Digits("taker buy volume", candle.TakerBuyVolume, Decimals, ref mistake),
            TradeCount = Count("trade count", candle.TradeCount, ref mistake),
            FirstTradeId = Count("first trade id", candle.FirstTradeId, ref mistake),
            LastTradeId = Count("last trade id", candle.LastTradeId, ref mistake),
            Closed = candle.Closed,
            Partial = candle.Partial,
            Revision = candle.Revision,
            Origin = origin,
        };
        return mistake is null;
    }

    /// <summary>The candle as it is served. Sums of more than 28 digits are rounded to them, see <see cref="FixedPoint.FromFixed"/>.</summary>
    public readonly Candle ToCandle(CandleSource source) => new()
    {
        OpenTime = new Timestamp(OpenTime),
        Open = FixedPoint.FromFixed(Open, Decimals),
        High = FixedPoint.FromFixed(High, Decimals),
        Low = FixedPoint.FromFixed(Low, Decimals),
        Close = FixedPoint.FromFixed(Close, Decimals),
        Volume = FixedPoint.FromFixed(Volume, Decimals),
        QuoteVolume = QuoteVolume == UnknownVolume ? null : FixedPoint.FromFixed(QuoteVolume, QuoteDecimals),
        TakerBuyVolume = TakerBuyVolume == UnknownVolume ? null : FixedPoint.FromFixed(TakerBuyVolume, Decimals),
        TradeCount = Known(TradeCount),
        FirstTradeId = Known(FirstTradeId),
        LastTradeId = Known(LastTradeId),
        Closed = Closed,
        Partial = Partial,
        Revision = Revision,
        Source = source,
    };

    /// <summary>The index of the first row, of rows in order, that opens at or after a time.</summary>
    public static int IndexFrom(ReadOnlySpan<CandleRow> rows, long openTime)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (rows[middle].OpenTime < openTime)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Whether all numbers are the same, whatever is known about how they came to be.</summary>
    public static bool SameNumbers(in CandleRow one, in CandleRow other) =>
        one.Open == other.Open
        && one.High == other.High
        && one.Low == other.Low
        && one.Close == other.Close
        && one.Volume == other.Volume
        && one.QuoteVolume == other.QuoteVolume
        && one.TakerBuyVolume == other.TakerBuyVolume
        && one.TradeCount == other.TradeCount
        && one.FirstTradeId == other.FirstTradeId
        && one.LastTradeId == other.LastTradeId;

    private static long? Known(long count) => count == UnknownCount ? null : count;

    private static Int128 Digits(string column, decimal? value, int decimals, ref string? mistake)
    {
        if (value is not { } number)
            return UnknownVolume;

        if (number < 0)
            mistake ??= $"the {column} {number} is negative";
        if (!FixedPoint.TryToFixed(number, decimals, out var digits) || digits > Greatest)
            mistake ??= $"the {column} {number} can't be kept exactly: {decimals} decimals and "
                + $"{Greatest / FixedPoint.PowerOfTen(decimals)} are the limit";
        return digits;
    }

    private static long Count(string column, long? value, ref string? mistake)
    {
        if (value < 0)
            mistake ??= $"the {column} {value} is negative";
        return value ?? UnknownCount;
    }
}
