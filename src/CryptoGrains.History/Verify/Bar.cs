using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>A candle as the verification computes it: prices and volumes in 10^-12, quote volume in 10^-16, null where not known.</summary>
internal sealed record Bar(
    long OpenTime, Int128 Open, Int128 High, Int128 Low, Int128 Close, Int128 Volume, Int128? QuoteVolume, Int128? TakerBuyVolume, long? TradeCount)
{
    public long? FirstId { get; init; }

    public long? LastId { get; init; }

    public bool IsImported { get; init; }

    public bool IsPartial { get; set; }

    /// <summary>The candle of trades of one interval, in any order.</summary>
    public static Bar Of(long openTime, IEnumerable<RawTrade> some)
    {
        var trades = some.OrderBy(trade => trade.Time).ThenBy(trade => trade.Id).ToList();
        return new Bar(
            openTime,
            trades[0].Price,
            trades.Max(trade => trade.Price),
            trades.Min(trade => trade.Price),
            trades[^1].Price,
            Sum(trades, trade => trade.Quantity),
            Sum(trades, trade => (Int128)((System.Numerics.BigInteger)trade.Price * (System.Numerics.BigInteger)trade.Quantity / 100_000_000)),
            Sum(trades.Where(trade => trade.TakerBuys), trade => trade.Quantity),
            trades.Count)
        {
            FirstId = trades[0].Id,
            LastId = trades[^1].Id,
        };
    }

    /// <summary>The longer candle of shorter ones, in order.</summary>
    /// <param name="openTime">Its open time.</param>
    /// <param name="bars">The shorter ones.</param>
    /// <param name="whole">How many an exchange would have published in its place.</param>
    public static Bar Of(long openTime, IReadOnlyList<Bar> bars, long whole)
    {
        // The candle that an exchange publishes for a silent interval says nothing of prices.
        var priced = bars.Any(bar => bar.Volume > 0) ? bars.Where(bar => bar.Volume > 0).ToList() : [bars[0]];
        return new(
            openTime,
            priced[0].Open,
            priced.Max(bar => bar.High),
            priced.Min(bar => bar.Low),
            priced[^1].Close,
            Sum(bars, bar => bar.Volume),
            bars.Any(bar => bar.QuoteVolume is null) ? null : Sum(bars, bar => bar.QuoteVolume!.Value),
            bars.Any(bar => bar.TakerBuyVolume is null) ? null : Sum(bars, bar => bar.TakerBuyVolume!.Value),
            bars.Any(bar => bar.TradeCount is null) ? null : bars.Sum(bar => bar.TradeCount!.Value))
        {
            FirstId = bars[0].FirstId,
            LastId = bars[^1].LastId,
            IsImported = bars.Any(bar => bar.IsImported),
            IsPartial = bars.Any(bar => bar.IsPartial) || (bars.Any(bar => bar.IsImported) && bars.Count < whole),
        };
    }

    /// <summary>The same as the vocabulary's candle, so that both can be compared digit by digit.</summary>
    public Candle ToCandle(bool closed) => new()
    {
        OpenTime = new Timestamp(OpenTime),
        Open = Number(Open, 12),
        High = Number(High, 12),
        Low = Number(Low, 12),
        Close = Number(Close, 12),
        Volume = Number(Volume, 12),
        QuoteVolume = QuoteVolume is { } quote ? Number(quote, 16) : null,
        TakerBuyVolume = TakerBuyVolume is { } taker ? Number(taker, 12) : null,
        TradeCount = TradeCount,
        FirstTradeId = FirstId,
        LastTradeId = LastId,
        Closed = closed,
        Partial = IsPartial,
        Source = CandleSource.Batch,
    };

    private static Int128 Sum<T>(IEnumerable<T> some, Func<T, Int128> of) => some.Aggregate(Int128.Zero, (sum, each) => checked(sum + of(each)));

    // By text: slow, and another road than the conversion that serves.
    private static decimal Number(Int128 digits, int decimals)
    {
        var text = digits.ToString().PadLeft(decimals + 1, '0');
        return decimal.Parse($"{text[..^decimals]}.{text[^decimals..].TrimEnd('0')}");
    }
}
